{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    person_linkedin_url,
    first_name,
    last_name,
    full_name,
    domain,
    company_name,
    company_linkedin_url,
    email,
    status as validation,
    alternatives,
    success,
    input_not_found_error
from {{ ref('extracted__person_email') }}
where {{ delivered_to('extracted.email_anymailfinder') }}
