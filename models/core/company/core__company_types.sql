{{ config(materialized='view') }}

select
    {{ function('stable_uuid') }}(offer.company_domain || '|' || offer.source_kind) as id,
    offer.company_domain as domain,
    offer.source_kind as source,
    offer.value as raw_type,
    lookup.matched_company_type as matched_type,
    offer.workflow_slug as workflow_source,
    offer.record_id as source_id,
    offer.observed_at as created_at,
    offer.observed_at as updated_at
from {{ ref('reference__company_source_values') }} as offer
left join {{ ref('company_type_lookup') }} as lookup on lower(offer.value) = lookup.raw_value
where offer.attribute = 'company_type'
