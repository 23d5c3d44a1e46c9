{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    linkedin_url,
    first_name,
    last_name,
    full_name,
    location_name,
    city,
    state,
    {{ country_name('discovery.country') }} as country,
    country as raw_country,
    has_city,
    has_state,
    has_country,
    company_domain,
    latest_title,
    latest_company,
    latest_start_date,
    clay_company_table_id,
    clay_company_record_id,
    clay_table_url
from {{ ref('extracted__person_discovery') }} as discovery
-- Tables often send this shape under the slug of the plain search.
where {{ delivered_to('extracted.person_discovery_location_parsed') }} or is_location_parsed and rejected_reason is null
