{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set slugs = registered_workflows() -%}
{%- set sources = [] -%}
{%- for slug in slugs -%}{%- do sources.append('raw.payloads/' ~ slug) -%}{%- endfor -%}
{%- for kind in run_subjects() -%}{%- do sources.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(sources) -%}
{%- set goes_on = is_incremental() and not flags.FULL_REFRESH -%}
{#- Workflows that are read from their first body on: what was counted of them before is counted again. -#}
{%- set anew = ['?'] -%}
{%- if plan is not none -%}
{%- for slug in slugs if plan.sources['raw.payloads/' ~ slug].lo == 0 -%}{%- do anew.append(slug) -%}{%- endfor -%}
{%- endif -%}

with arrived as (
    {{ landed_bodies(plan, slugs) }}
),

told as (
    {{ told_by_records(plan) }}
),

known as (
    {% if goes_on -%}
    select done.*
    from {{ this }} as done
    where done.record_id in (
        select arrived.record_id from arrived
        union
        select told.record_id from told
        union
        select replay.payload_id from {{ source('raw', 'quarantine_replays') }} as replay
    )
    {%- else -%}
    select
        arrived.*,
        null::text as record_kind,
        null::text as rejected_reason,
        null::text as entity_type,
        null::text as entity_key,
        null::text as core_key
    from arrived
    where false
    {%- endif %}
),

-- What its record says of a body now, else what it said before; a body without a record says no more than that it landed.
said as (
    select record_id, workflow_slug, landed_key, record_kind, rejected_reason, entity_type, entity_key, core_key
    from told
    union all
    select record_id, workflow_slug, landed_key, record_kind, rejected_reason, entity_type, entity_key, core_key
    from known
    where not exists (select 1 from told where told.record_id = known.record_id)
    union all
    select record_id, workflow_slug, landed_key, null, null, null, null, null
    from arrived
    where
        not exists (select 1 from told where told.record_id = arrived.record_id)
        and not exists (select 1 from known where known.record_id = arrived.record_id)
),

-- All that is known of the deliveries of a body. What the model has counted already is in its own row.
received as (
    select
        record_id,
        min(first_received_at) as first_received_at,
        max(last_received_at) as last_received_at,
        (array_agg(payload_id order by last_received_at desc, payload_id desc))[1] as payload_id,
        (array_agg(source order by last_received_at desc, payload_id desc))[1] as source,
        min(quarantine_code) as quarantine_code,
        sum(deliveries)::integer as deliveries
    from (
        select record_id, first_received_at, last_received_at, payload_id, source, quarantine_code, deliveries
        from arrived
        union all
        select distinct on (record_id)
            record_id, first_received_at, last_received_at, payload_id, source, quarantine_code,
            case
                when not workflow_slug in ('{{ anew | join("', '") }}') then deliveries
                when not exists (select 1 from arrived where arrived.record_id = known.record_id) then deliveries
                else 0
            end as deliveries
        from known
    ) as counted
    group by record_id
)

select distinct on (said.record_id, coalesce(said.entity_type, registry.entity_type), subject.entity_key)
    said.record_id,
    coalesce(said.entity_type, registry.entity_type) as entity_type,
    subject.entity_key,
    said.workflow_slug,
    said.landed_key,
    said.record_kind,
    coalesce(said.core_key, said.landed_key) as core_key,
    case
        when replay.payload_id is not null then 'replayed'
        when received.quarantine_code is not null then 'quarantined'
        when said.rejected_reason is null and registry.record_kind = 'workflow_request' then 'requested'
        when said.record_kind is null then 'landed'
        when said.rejected_reason is null then 'extracted'
        when said.rejected_reason = 'no_answer' then 'requested'
        else 'rejected'
    end as outcome,
    said.rejected_reason,
    received.quarantine_code,
    received.first_received_at,
    received.last_received_at,
    received.payload_id,
    received.source,
    received.deliveries,
    {{ generation(plan) }} as changed_in
from said
inner join received on said.record_id = received.record_id
inner join {{ ref('enrichment_workflow_registry') }} as registry on said.workflow_slug = registry.workflow_slug
left join {{ source('raw', 'quarantine_replays') }} as replay on said.record_id = replay.payload_id
cross join lateral (
    select case
        when octet_length(said.entity_key) <= 600 then said.entity_key else coalesce(said.landed_key, '')
    end as entity_key
) as subject
order by said.record_id, coalesce(said.entity_type, registry.entity_type), subject.entity_key
