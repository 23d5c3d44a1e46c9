-- Up to where the runs have read each workflow says `ops.model_positions`; one that is new to them has no position.
select
    p.raw_table,
    registry.workflow_slug,
    registry.entity_type,
    p.entity_key as landed_key,
    case when registry.record_kind = 'workflow_request' then 'requested' else 'landed' end as outcome,
    p.quarantine_code,
    p.received_at,
    p.payload_id,
    p.headers ->> 'hq-source' as source,
    p.landed_xid
from {{ source('raw', 'payloads') }} as p
inner join {{ ref('enrichment_workflow_registry') }} as registry on p.workflow_slug = registry.workflow_slug
left join {{ source('ops', 'model_positions') }} as taken
    on
        taken.model = 'reference__enrichment_deliveries'
        and 'raw.payloads/' || p.workflow_slug = taken.source
where
    p.landed_xid >= coalesce(taken.position, 0)::text::xid8
    and p.quarantine_code is null
