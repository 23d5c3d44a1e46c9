{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_domain,
    company_name,
    company_linkedin_url,
    company_linkedin_id,
    title as job_title,
    case when normalized_title_source = 'payload' then normalized_title end as normalized_title,
    seniority,
    employment_type,
    location,
    url as job_linkedin_url,
    job_id as job_linkedin_id,
    posted_at,
    salary_min,
    salary_max,
    salary_currency,
    salary_unit,
    recruiter_name,
    recruiter_linkedin_url,
    is_initial_check,
    client_domain,
    min_days_since_job_posting,
    max_days_since_job_posting,
    origin_table_id,
    origin_record_id
from {{ ref('extracted__job_posting') }}
where {{ delivered_to('extracted.signal_job_posting') }}
