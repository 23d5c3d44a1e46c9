{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_name,
    linkedin_url,
    linkedin_urn,
    linkedin_company_id,
    domain,
    description,
    headcount,
    headcount_raw,
    industries,
    registered_address_raw,
    city,
    state,
    country,
    has_city,
    has_state,
    has_country
from {{ ref('extracted__salesnav_company') }}
where {{ delivered_to('extracted.salesnav_scrapes_company_address') }}
