{% macro stands_without_news(digest, has_window=true) -%}
    {#- Whether the table being built is as dbt made it last, and its window holds nothing. -#}
    {%- if looks_at_everything() -%}{{- return(false) -}}{%- endif -%}
    {%- set answer = run_query(
        "select " ~ ("not ops.has_news('" ~ model.name ~ "', '" ~ invocation_id ~ "') and " if has_window)
        ~ "ops.node_stands('" ~ model.unique_id ~ "', 'table', '" ~ this.schema ~ "', '" ~ this.identifier ~ "', '"
        ~ digest ~ "')"
    ) -%}
    {{- return(answer.columns[0].values()[0] is true) -}}
{%- endmacro %}
