with waiting as (
    select
        waits.*,
        waits.landed_key as entity_key
    from {{ ref('reference__enrichment_arrivals') }} as waits
),

run as (
    {{ live_status(ref('reference__enrichment_runs'), ref('reference__enrichment_settling'), 'waiting', ['entity_type', 'entity_key']) }}
)

select
    run.workflow_slug,
    run.entity_type,
    run.entity_key,
    run.status,
    run.requested_at,
    run.first_landed_at,
    run.last_landed_at,
    run.extracted_at,
    run.coalesced_at,
    run.records,
    run.waiting,
    run.rejected_reason,
    run.quarantine_code,
    run.source,
    run.payload_id,
    registry.core_table,
    run.coalesced_at is not null as is_in_core,
    registry.expected_freshness_hours,
    {{ is_fresh('run', 'registry') }} as is_fresh,
    registry.replaced_by
from run
left join {{ ref('enrichment_workflow_registry') }} as registry on run.workflow_slug = registry.workflow_slug
