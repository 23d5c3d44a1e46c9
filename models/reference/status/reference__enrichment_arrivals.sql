-- Read by position, for all entities at once. Without the first of the positions every body of raw would be read.
select waits.*
from {{ ref('reference__enrichment_waiting') }} as waits
where
    waits.landed_xid >= coalesce((
        select min(taken.position)::text::xid8 from {{ source('ops', 'model_positions') }} as taken
        where taken.model = 'reference__enrichment_deliveries' and taken.source like 'raw.payloads/%'
    ), '0'::xid8)
union all
select unread.*
from {{ ref('reference__enrichment_unreadable') }} as unread
