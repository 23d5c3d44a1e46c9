{{ config(materialized='view') }}

select
    id,
    email,
    linkedin_url as person_linkedin_url,
    first_name,
    last_name,
    full_name,
    domain,
    company_name,
    source,
    created_at,
    updated_at
from {{ ref('core__person_emails') }}
where linkedin_url is not null
