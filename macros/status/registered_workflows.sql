{% macro registered_workflows() -%}
    {#- Slugs of all registered workflows, in order; read from the registry when the model runs. -#}
    {%- set slugs = ['?'] -%}
    {%- if execute -%}
        {%- set found = run_query(
            'select workflow_slug from ' ~ ref('enrichment_workflow_registry') ~ ' order by workflow_slug'
        ) -%}
        {%- do slugs.extend(found.columns[0].values()) -%}
    {%- endif -%}
    {{- return(slugs) -}}
{%- endmacro %}
