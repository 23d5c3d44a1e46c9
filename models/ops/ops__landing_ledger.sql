with landed as (
    select
        p.workflow_slug,
        p.landed_xid,
        p.quarantine_code,
        (p.received_at at time zone 'UTC')::date as landed_on,
        -- What was erased stays as an empty row, with nothing to land again.
        replay.payload_id is not null or coalesce(p.quarantine_code = 'erased', false) as is_replayed,
        case when p.quarantine_code is null then {{ record_id('p') }} end as record_id
    from {{ source('raw', 'payloads') }} as p
    left join {{ source('raw', 'quarantine_replays') }} as replay on p.payload_id = replay.payload_id
),

-- What a kind of record has taken in only tells a late row from a lost one; whether a row is there is looked up.
kind as (
    select
        registry.workflow_slug,
        registry.record_kind,
        coalesce(taken.position, 0)::text::xid8 as taken_in
    from {{ ref('enrichment_workflow_registry') }} as registry
    left join {{ source('ops', 'model_positions') }} as taken
        on
            taken.model = 'extracted__' || registry.record_kind
            and taken.source = 'raw.payloads/' || registry.workflow_slug
),

outcome as (
    select
        landed.workflow_slug,
        landed.landed_on,
        landed.is_replayed,
        coalesce(record.is_in_core, false) as is_in_core,
        case
            when landed.quarantine_code is not null then 'quarantined'
            when record.rejected_reason is not null then 'rejected'
            when record.record_id is not null then 'extracted'
            when kind.record_kind is null then 'awaiting_model'
            when landed.landed_xid >= kind.taken_in then 'awaiting_build'
            else 'unexplained'
        end as outcome
    from landed
    left join kind on landed.workflow_slug = kind.workflow_slug
    left join {{ ref('ops__extracted_records') }} as record
        on landed.record_id = record.record_id and kind.record_kind = record.record_kind
),

whereabouts as (
    select
        workflow_slug,
        landed_on,
        count(*) filter (where outcome = 'quarantined') as quarantined,
        count(*) filter (where outcome = 'quarantined' and not is_replayed) as quarantined_open,
        count(*) filter (where outcome = 'extracted') as extracted,
        count(*) filter (where outcome = 'rejected') as rejected,
        count(*) filter (where is_in_core) as in_core,
        count(*) filter (where outcome = 'awaiting_model') as awaiting_model,
        count(*) filter (where outcome = 'awaiting_build') as awaiting_build,
        count(*) filter (where outcome = 'unexplained') as unexplained
    from outcome
    group by workflow_slug, landed_on
),

-- Counted before bodies meet their records: one that stands twice makes the other side the larger one. A record that
-- stands for no body is in neither: ops__records_without_delivery.
accepted as (
    select
        workflow_slug,
        landed_on,
        count(*) as landed,
        count(*) filter (where quarantine_code is null) as parsed
    from landed
    group by workflow_slug, landed_on
)

select
    accepted.workflow_slug,
    accepted.landed_on,
    accepted.landed,
    whereabouts.quarantined,
    whereabouts.quarantined_open,
    accepted.parsed,
    whereabouts.extracted,
    whereabouts.rejected,
    whereabouts.in_core,
    whereabouts.awaiting_model,
    whereabouts.awaiting_build,
    whereabouts.unexplained
from accepted
inner join whereabouts
    on accepted.workflow_slug = whereabouts.workflow_slug and accepted.landed_on = whereabouts.landed_on
