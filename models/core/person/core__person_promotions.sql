{{ config(materialized='view') }}

select
    linkedin_url,
    id,
    company_domain,
    company_name,
    previous_title,
    title as new_title,
    start_date as promotion_date,
    start_date_precision as promotion_date_precision,
    observed_at as updated_at,
    source_id
from {{ ref('core__person_career_steps') }}
where start_event = 'promotion' and company_domain is not null
