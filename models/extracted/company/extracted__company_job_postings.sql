{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_domain as domain,
    job_id,
    url,
    title,
    normalized_title,
    location,
    seniority,
    employment_type,
    salary_min,
    salary_max,
    salary_unit,
    salary_currency,
    company_name,
    company_url,
    company_linkedin_url,
    company_linkedin_id as company_id,
    posted_at
from {{ ref('extracted__job_posting') }}
where {{ delivered_to('extracted.company_job_postings') }}
