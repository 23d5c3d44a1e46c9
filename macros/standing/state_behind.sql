{% macro state_behind(node) -%}
    {#- What the tables behind a node are at this moment; none when that is not known. -#}
    {%- set behind = tables_behind(node) -%}
    {%- if behind is none -%}{{- return(none) -}}{%- endif -%}
    {%- set answer = run_query(
        "select ops.state_behind(array['" ~ behind.nodes | join("', '") ~ "'], " ~ behind.landed ~ ", '" ~ invocation_id ~ "')"
    ) -%}
    {{- return(answer.columns[0].values()[0]) -}}
{%- endmacro %}
