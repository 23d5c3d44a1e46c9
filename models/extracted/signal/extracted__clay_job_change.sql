{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    person_linkedin_url as person_linkedin_profile_url,
    confidence,
    previous_company_linkedin_url,
    new_company_linkedin_url,
    new_company_domain,
    new_company_name,
    new_job_start_date as start_date_at_new_job,
    new_job_start_date_precision as start_date_at_new_job_precision,
    started_within_threshold,
    lookback_threshold_days,
    is_initial_check,
    signal_slug,
    clay_table_url
from {{ ref('extracted__job_change') }}
where
    {{ delivered_to('extracted.clay_job_change') }}
    and job_change_detected is not false
