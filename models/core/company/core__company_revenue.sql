{{ config(materialized='view') }}

select
    {{ function('stable_uuid') }}(offer.company_domain || '|' || offer.source_kind) as id,
    offer.company_domain as domain,
    offer.source_kind as source,
    offer.value as annual_revenue,
    offer.value as raw_revenue_range,
    case
        when coalesce({{ function('money_currency') }}(offer.value), 'USD') = 'USD'
            then {{ function('parse_whole_money') }}(offer.value)
    end as raw_revenue_amount,
    {{ money_bucket('revenue', 'offer.value', 'null::numeric') }} as matched_revenue_range,
    offer.workflow_slug as workflow_source,
    offer.record_id as source_id,
    offer.observed_at as created_at,
    offer.observed_at as updated_at
from {{ ref('reference__company_source_values') }} as offer
where offer.attribute = 'annual_revenue'
