{{ config(
    materialized='incremental', incremental_strategy='upsert_or_drop', pre_hook="{{ take_in() }}",
    meta={'drop_when': 'id is null'}
) }}
{%- set plan = plan_window([
    'reference__enrichment_deliveries', 'reference__company_domain_aliases', 'reference__person_identities'
]) -%}
{%- set goes_on = is_incremental() and not flags.FULL_REFRESH -%}
{%- set missing = absent({
    'entity_key': 'news.entity_key', 'entity_type': 'news.entity_type', 'workflow_slug': 'news.workflow_slug'
}) -%}

-- Entities with news of any workflow: what one brings may be what core lacked of another. So do domains and addresses
-- that stand for another one now, and under a heal those of which their run says another thing than core does now.
with changed as (
    select news.entity_key
    from {{ ref('reference__enrichment_deliveries') }} as news
    where {{ is_news(plan, 'reference__enrichment_deliveries', 'news', missing) }}
    union
    select news.landed_key
    from {{ ref('reference__enrichment_deliveries') }} as news
    where {{ is_news(plan, 'reference__enrichment_deliveries', 'news') }}
    union
    select news.alias_domain
    from {{ ref('reference__company_domain_aliases') }} as news
    where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
    union
    select news.linkedin_url
    from {{ ref('reference__person_identities') }} as news
    where {{ is_news(plan, 'reference__person_identities', 'news') }}
    {%- if goes_on and var('heal') %}
    union
    {{ runs_unlike_core() }}
    {%- endif %}
),

delivery as (
    select
        told.*,
        told.outcome = 'extracted'
        and ({{ stands_in_core('told', 'company_alias.domain', 'identity.person_linkedin_url') }}) as is_in_core
    from {{ ref('reference__enrichment_deliveries') }} as told
    inner join changed on told.entity_key = changed.entity_key
    {{ join_company('told.entity_key') }}
    {{ join_person('told.entity_key') }}
    where told.outcome <> 'replayed'
),

run as (
    select
        workflow_slug,
        entity_type,
        entity_key,
        min(first_received_at) as landed_at,
        max(last_received_at) as last_landed_at,
        min(first_received_at) filter (where outcome = 'requested') as requested_at,
        max(last_received_at) filter (where outcome = 'extracted') as extracted_at,
        max(last_received_at) filter (where is_in_core) as coalesced_at,
        max(last_received_at) filter (where outcome = 'rejected') as rejected_at,
        max(last_received_at) filter (where outcome = 'landed') as waiting_at,
        {{ newest_of_deliveries('outcome') }} as newest_outcome,
        {{ newest_of_deliveries('rejected_reason') }} as rejected_reason,
        {{ newest_of_deliveries('quarantine_code') }} as quarantine_code,
        {{ newest_of_deliveries('source') }} as source,
        {{ newest_of_deliveries('payload_id') }} as payload_id,
        sum(deliveries)::integer as deliveries,
        count(*)::integer as records,
        (count(*) filter (where outcome = 'extracted'))::integer as records_processed,
        (count(*) filter (where outcome = 'rejected'))::integer as records_rejected
    from delivery
    group by workflow_slug, entity_type, entity_key
),

concerned as (
    select
        workflow_slug,
        entity_type,
        entity_key
    from run
    {%- if goes_on %}
    union
    select
        done.workflow_slug,
        done.entity_type,
        done.entity_key
    from {{ this }} as done
    inner join changed on done.entity_key = changed.entity_key
    {%- endif %}
)

-- A run of which nothing is left, because its body turned out to be about another entity, is dropped.
select
    case
        when run.workflow_slug is not null
            then {{ function('stable_uuid') }}(
                concerned.workflow_slug || '|' || concerned.entity_type || '|' || concerned.entity_key
            )
    end as id,
    concerned.workflow_slug,
    concerned.workflow_slug as workflow_name,
    concerned.entity_type,
    concerned.entity_key,
    {{ run_status('run.coalesced_at', 'run.extracted_at', 'run.waiting_at', 'run.newest_outcome') }} as status,
    run.requested_at,
    run.landed_at,
    run.last_landed_at,
    run.extracted_at,
    run.coalesced_at,
    run.rejected_at,
    run.waiting_at,
    run.rejected_reason,
    run.quarantine_code,
    run.deliveries,
    run.records,
    run.records_processed,
    run.records_rejected,
    run.landed_at as started_at,
    coalesce(run.coalesced_at, run.extracted_at) as completed_at,
    run.source,
    run.payload_id
from concerned
left join run
    on
        concerned.entity_key = run.entity_key
        and concerned.entity_type = run.entity_type
        and concerned.workflow_slug = run.workflow_slug
