{{ config(materialized='view') }}

-- The client sees an event of nobody too: the person's URL may be missing here, while core and its events need it.
select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    client_domain,
    person_name,
    person_first_name,
    person_last_name,
    person_linkedin_url,
    person_linkedin_slug,
    person_title,
    person_headline,
    person_location,
    person_country,
    new_company_domain,
    new_company_name,
    new_company_linkedin_url,
    new_job_title,
    new_job_start_date,
    new_job_start_date_precision,
    new_job_location,
    previous_company_linkedin_url,
    confidence,
    reduced_confidence_reasons,
    is_initial_check,
    job_change_within_months,
    started_role_within_window,
    origin_table_id,
    origin_record_id
from {{ ref('extracted__job_change') }}
where
    {{ delivered_to('extracted.signal_job_change', shown_reason='no_person_linkedin_url') }}
    and (rejected_reason is null or client_domain is not null)
    and job_change_detected is not false
