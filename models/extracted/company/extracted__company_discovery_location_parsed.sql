{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    domain,
    name,
    linkedin_url,
    linkedin_company_id,
    clay_company_id,
    size,
    type,
    country,
    location,
    city,
    state,
    has_city,
    has_state,
    industry,
    industries,
    description,
    annual_revenue,
    total_funding_amount_range_usd,
    resolved_domain,
    derived_datapoints,
    clay_table_url
from {{ ref('extracted__company_discovery') }}
where {{ delivered_to('extracted.company_discovery_location_parsed') }}
