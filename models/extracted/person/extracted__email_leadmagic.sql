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
    status,
    message,
    has_mx,
    mx_record,
    mx_provider,
    is_domain_catch_all,
    employment_verified,
    mx_security_gateway,
    credits_consumed
from {{ ref('extracted__person_email') }}
where {{ delivered_to('extracted.email_leadmagic') }}
