{{ config(materialized='view') }}

select
    offer.company_domain as domain,
    offer.source_kind as source,
    offer.value as raw_industry,
    known.name as matched_industry,
    offer.workflow_slug as workflow_source,
    offer.record_id as source_id,
    offer.observed_at as updated_at
from {{ ref('reference__company_source_values') }} as offer
left join {{ ref('industries') }} as known on lower(offer.value) = lower(known.name)
where offer.attribute = 'industry'
