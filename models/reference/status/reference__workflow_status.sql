-- The runs as built, and what landed since; a workflow of which nothing ever landed has its row too.
with run as (
    select
        workflow_slug,
        sum(deliveries)::bigint as landed,
        count(*) as runs,
        count(*) filter (where status = 'requested') as requested,
        count(*) filter (where status = 'landed') as awaiting_build,
        count(*) filter (where status = 'quarantined') as quarantined,
        count(*) filter (where status = 'rejected') as rejected,
        count(*) filter (where status = 'extracted') as extracted,
        count(*) filter (where status = 'coalesced') as coalesced,
        min(landed_at) as first_landed_at,
        max(last_landed_at) as last_landed_at
    from {{ ref('reference__enrichment_runs') }}
    group by workflow_slug
),

waits as (
    select
        workflow_slug,
        count(*) as waiting,
        min(received_at) as first_landed_at,
        max(received_at) as last_landed_at
    from {{ ref('reference__enrichment_arrivals') }}
    group by workflow_slug
)

select
    registry.workflow_slug,
    registry.provider,
    registry.platform,
    registry.payload_type,
    registry.entity_type,
    registry.kind,
    registry.record_kind,
    registry.description,
    registry.raw_table,
    registry.extracted_table,
    registry.core_table,
    registry.coalesces_to_core,
    registry.is_active,
    registry.replaced_by,
    registry.expected_freshness_hours,
    coalesce(run.landed, 0) + coalesce(waits.waiting, 0) as landed,
    coalesce(waits.waiting, 0) as waiting,
    coalesce(run.runs, 0) as runs,
    coalesce(run.requested, 0) as requested,
    coalesce(run.awaiting_build, 0) as awaiting_build,
    coalesce(run.quarantined, 0) as quarantined,
    coalesce(run.rejected, 0) as rejected,
    coalesce(run.extracted, 0) as extracted,
    coalesce(run.coalesced, 0) as coalesced,
    least(run.first_landed_at, waits.first_landed_at) as first_landed_at,
    greatest(run.last_landed_at, waits.last_landed_at) as last_landed_at,
    coalesce(gap.open_gaps, 0) as open_gaps,
    case
        when registry.is_active and registry.replaced_by is null and registry.expected_freshness_hours is not null
            then greatest(run.last_landed_at, waits.last_landed_at)
                < now() - registry.expected_freshness_hours * interval '1 hour'
    end as is_stale
from {{ ref('enrichment_workflow_registry') }} as registry
left join run on registry.workflow_slug = run.workflow_slug
left join waits on registry.workflow_slug = waits.workflow_slug
left join ops.open_gaps_of_workflows() as gap on registry.workflow_slug = gap.workflow_slug
