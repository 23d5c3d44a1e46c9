{{ config(materialized='view') }}

select
    id,
    domain,
    name,
    linkedin_url,
    company_city,
    company_state,
    company_country,
    matched_industry,
    employee_range
from {{ ref('reference__company_profiles') }}
