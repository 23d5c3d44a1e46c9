{{ config(materialized='view') }}

select
    company.domain,
    sent.discovery_location,
    sent.salesnav_location,
    company.id,
    company.name,
    company.linkedin_url
from {{ ref('core__companies_full') }} as company
left join lateral (
    select
        max(said.value) filter (where said.source_kind = 'company_discovery') as discovery_location,
        max(said.value) filter (where said.source_kind = 'salesnav_company') as salesnav_location
    from {{ ref('reference__company_source_values') }} as said
    where said.company_domain = company.domain and said.attribute = 'location'
) as sent on true
where num_nonnulls(company.company_city, company.company_state, company.company_country) = 0
