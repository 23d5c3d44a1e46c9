{% macro delivered_to(table, shown_reason=none) -%}
    {#- Predicate of a view under a seed document's table name: good records of the workflows whose registry row names that
        table, so that another workflow of the kind is a row and no SQL. `shown_reason`: for which a record was rejected
        that the table shows all the same. -#}
    {% if shown_reason -%}
    coalesce(rejected_reason, '{{ shown_reason }}') = '{{ shown_reason }}'
    {%- else -%}
    rejected_reason is null
    {%- endif %} and workflow_slug in (
        select registry.workflow_slug from {{ ref('enrichment_workflow_registry') }} as registry
        where registry.extracted_table = '{{ table }}'
    )
{%- endmacro %}
