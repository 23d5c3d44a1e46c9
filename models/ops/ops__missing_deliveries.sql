with watched as (
    select
        workflow_slug,
        provider,
        entity_type,
        expected_freshness_hours
    from {{ ref('enrichment_workflow_registry') }}
    where is_active and replaced_by is null and expected_freshness_hours is not null
),

-- A body that could not be read is a delivery too. One from the future says nothing about when it came.
delivered as (
    select
        body.workflow_slug,
        count(*) as landed,
        count(*) filter (where body.received_at > current_timestamp) as from_the_future,
        max(body.received_at) filter (where body.received_at <= current_timestamp) as last_received_at
    from {{ source('raw', 'payloads') }} as body
    inner join watched on body.workflow_slug = watched.workflow_slug
    group by body.workflow_slug
),

silence as (
    select
        watched.*,
        coalesce(delivered.landed, 0) as landed,
        coalesce(delivered.from_the_future, 0) as from_the_future,
        delivered.last_received_at,
        floor(extract(epoch from current_timestamp - delivered.last_received_at) / 3600)::bigint as hours_silent
    from watched
    left join delivered on watched.workflow_slug = delivered.workflow_slug
)

select
    workflow_slug,
    provider,
    entity_type,
    expected_freshness_hours,
    landed,
    from_the_future,
    last_received_at,
    hours_silent,
    case when landed = 0 then 'never_delivered' else 'silent' end as state
from silence
where last_received_at is null or hours_silent >= expected_freshness_hours
