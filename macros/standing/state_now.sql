{% macro state_now(behind) -%}
    {#- What the tables behind a node are at this moment; none when that is not known. -#}
    {%- if behind is none -%}{{- return(none) -}}{%- endif -%}
    {%- set answer = run_query(
        "select ops.state_behind(array['" ~ behind.nodes | join("', '") ~ "']::text[], " ~ behind.landed ~ ")"
    ) -%}
    {{- return(answer.columns[0].values()[0]) -}}
{%- endmacro %}
