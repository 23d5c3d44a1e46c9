{% macro delivered_to(table) -%}
    {#- Predicate of a view under a seed document's table name: good records of the workflows whose registry row names that
        table, so that another workflow of the kind is a row and no SQL. -#}
    rejected_reason is null and workflow_slug in (
        select registry.workflow_slug from {{ ref('enrichment_workflow_registry') }} as registry
        where registry.extracted_table = '{{ table }}'
    )
{%- endmacro %}
