{{ config(materialized='view') }}

with offer as (
    {{ company_offers() }}
),

ranked as (
    {{ ranked_company_offers('offer') }}
)

select
    domain,
    attribute,
    value,
    raw_value,
    source_kind,
    workflow_slug,
    record_id,
    entity_key,
    payload_id,
    observed_at,
    priority,
    offer_rank::integer as offer_rank,
    fits and offer_rank = 1 as is_winner,
    {{ why_offer_stands('domain', 'fits', 'does not fit the place that won', 'is_of_alias') }} as why,
    company_domain as offered_for
from ranked
where attribute <> 'domain'
