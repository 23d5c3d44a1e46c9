-- Read by position, for all entities at once. Without the first of the positions every body of raw would be read.
select
    waits.raw_table,
    waits.workflow_slug,
    waits.entity_type,
    waits.landed_key,
    waits.outcome,
    waits.quarantine_code,
    waits.received_at,
    waits.payload_id,
    waits.source,
    waits.landed_xid
from {{ ref('reference__enrichment_waiting') }} as waits
where
    waits.landed_xid >= coalesce((
        select min(taken.position)::text::xid8 from {{ source('ops', 'model_positions') }} as taken
        where taken.model = 'reference__enrichment_deliveries' and taken.source like 'raw.payloads/%'
    ), '0'::xid8)
union all
select
    unread.raw_table,
    unread.workflow_slug,
    unread.entity_type,
    unread.landed_key,
    unread.outcome,
    unread.quarantine_code,
    unread.received_at,
    unread.payload_id,
    unread.source,
    unread.landed_xid
from {{ ref('reference__enrichment_unreadable') }} as unread
