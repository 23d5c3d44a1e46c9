{% macro still_stands(kind, digest) -%}
    {#- Whether the node being built is in the database as dbt made it last, from the same definition. -#}
    {%- if looks_at_everything() -%}{{- return(false) -}}{%- endif -%}
    {%- set answer = run_query(
        "select ops.node_stands('" ~ model.unique_id ~ "', '" ~ kind ~ "', '" ~ this.schema ~ "', '" ~ this.identifier
        ~ "', '" ~ digest ~ "')"
    ) -%}
    {{- return(answer.columns[0].values()[0]) -}}
{%- endmacro %}
