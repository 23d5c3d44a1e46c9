{% macro landed_bodies(plan, slugs) -%}
    {#- Bodies of registered workflows that are new to the model, one row for each distinct one. A body that cannot be read
        is no record: each stays a delivery of its own, until it is landed again. -#}
    {%- set record = 'case when p.quarantine_code is null then ' ~ record_id('p') ~ ' else p.payload_id end' -%}
    select
        record_id,
        min(workflow_slug) as workflow_slug,
        min(entity_key) as landed_key,
        min(received_at) as first_received_at,
        max(received_at) as last_received_at,
        (array_agg(payload_id order by received_at desc, payload_id desc))[1] as payload_id,
        (array_agg(source order by received_at desc, payload_id desc))[1] as source,
        min(quarantine_code) as quarantine_code,
        count(*)::integer as deliveries
    from (
        select
            p.workflow_slug,
            case
                when p.quarantine_code is null then p.entity_key
                else coalesce({{ function('key_of_unreadable_body') }}(p.body, registry.key_paths, registry.key_type), '')
            end as entity_key,
            p.payload_id,
            p.received_at,
            p.headers ->> 'hq-source' as source,
            p.quarantine_code,
            {{ record }} as record_id
        from {{ source('raw', 'payloads') }} as p
        inner join {{ ref('enrichment_workflow_registry') }} as registry on p.workflow_slug = registry.workflow_slug
        where
            p.workflow_slug in ('{{ slugs | join("', '") }}')
            and p.quarantine_code is distinct from 'erased'
            and {{ is_landed_news(plan, slugs, 'p', missing=absent({'record_id': record})) }}
    ) as body
    group by record_id
{%- endmacro %}
