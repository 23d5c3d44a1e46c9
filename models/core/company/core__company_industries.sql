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
left join {{ ref('reference__industry_spellings') }} as known
    on {{ industry_spelling('offer.value') }} = known.spelling
where offer.attribute = 'industry'
