{% macro is_delivery_of(record, arrived, record_kind) -%}
    {#- Predicate: a row of raw.payloads is one of the deliveries that collapsed to a record of a parent model. -#}
    {{ record }}.entity_key = {{ arrived }}.entity_key
    and {{ record }}.workflow_slug = {{ arrived }}.workflow_slug
    and {{ record }}.record_id = {{ record_id(arrived) }}
    and {{ arrived }}.quarantine_code is null
    and {{ arrived }}.raw_table in ('{{ workflows_of(record_kind).raw_tables | join("', '") }}')
{%- endmacro %}
