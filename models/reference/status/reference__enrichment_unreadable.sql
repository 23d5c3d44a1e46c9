-- The key of each is looked for in its bytes, so only as many are looked at as a reader can wait for; the next build sees all.
with lately as (
    select p.*
    from {{ source('raw', 'payloads') }} as p
    where
        p.quarantine_code is not null
        and p.quarantine_code <> 'erased'
        and p.landed_xid >= coalesce((
            select min(taken.position)::text::xid8 from {{ source('ops', 'model_positions') }} as taken
            where taken.model = 'reference__enrichment_deliveries' and taken.source like 'raw.payloads/%'
        ), '0'::xid8)
    order by p.landed_xid desc
    limit 500
)

select
    p.raw_table,
    registry.workflow_slug,
    registry.entity_type,
    coalesce({{ function('key_of_unreadable_body') }}(p.body, registry.key_paths, registry.key_type), '') as landed_key,
    'quarantined' as outcome,
    p.quarantine_code,
    p.received_at,
    p.payload_id,
    p.headers ->> 'hq-source' as source,
    p.landed_xid
from lately as p
inner join {{ ref('enrichment_workflow_registry') }} as registry on p.workflow_slug = registry.workflow_slug
left join {{ source('ops', 'model_positions') }} as taken
    on
        taken.model = 'reference__enrichment_deliveries'
        and 'raw.payloads/' || p.workflow_slug = taken.source
where
    p.landed_xid >= coalesce(taken.position, 0)::text::xid8
    and not exists (
        select 1 from {{ source('raw', 'quarantine_replays') }} as replay where p.payload_id = replay.payload_id
    )
