{% macro news_of_parent(parent, record_kind, key, plan, missing) -%}
    {#- Good records of a parent model that changed since the child last read it, with the body they came from. -#}
    {%- set feeds = workflows_of(record_kind) -%}
    select
        parent.entity_key,
        parent.record_id,
        parent.payload_id,
        parent.workflow_slug,
        parent.received_at,
        parent.observed_at,
        parent.{{ key }},
        opened.body,
        opened.doc
    from {{ ref(parent) }} as parent
    inner join {{ source('raw', 'payloads') }} as landed
        on parent.entity_key = landed.entity_key
        and parent.payload_id = landed.payload_id
        and landed.raw_table in ('{{ feeds.raw_tables | join("', '") }}')
    cross join lateral (
        -- Opened once, however many keys are read from it.
        select
            sent.body,
            coalesce({{ function('nested_object') }}(sent.body, {{ text_array(feeds.payload_paths) }}), sent.body) as doc
        from (select {{ unpacked('landed.payload') }} as body limit all offset 0) as sent
        offset 0
    ) as opened
    where parent.rejected_reason is null
        and {{ is_news(plan, parent, 'parent', missing=missing) }}
{%- endmacro %}
