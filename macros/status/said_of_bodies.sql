{% macro said_of_bodies() -%}
    {#- Of the CTEs `arrived`, `told` and `known`: one row for each body and entity, as its record says now, else as it said
        before, else without a record. -#}
    select record_id, workflow_slug, landed_key, record_kind, rejected_reason, entity_type, entity_key, core_key
    from told
    union all
    select record_id, workflow_slug, landed_key, record_kind, rejected_reason, entity_type, entity_key, core_key
    from known
    where not exists (select 1 from told where told.record_id = known.record_id)
    union all
    select record_id, workflow_slug, landed_key, null, null, null, null, null
    from arrived
    where
        not exists (select 1 from told where told.record_id = arrived.record_id)
        and not exists (select 1 from known where known.record_id = arrived.record_id)
{%- endmacro %}
