-- While a build is at work, or when it failed half-way, the runs are behind the deliveries.
select
    told.record_id,
    told.entity_type,
    told.entity_key,
    told.workflow_slug,
    told.landed_key,
    told.record_kind,
    told.core_key,
    told.outcome,
    told.rejected_reason,
    told.quarantine_code,
    told.first_received_at,
    told.last_received_at,
    told.payload_id,
    told.source,
    told.deliveries,
    told.changed_in
from {{ ref('reference__enrichment_deliveries') }} as told
where
    told.outcome <> 'replayed'
    and told.changed_in > coalesce((
        select taken.position from {{ source('ops', 'model_positions') }} as taken
        where taken.model = 'reference__enrichment_runs' and taken.source = 'reference__enrichment_deliveries'
    ), 0)
