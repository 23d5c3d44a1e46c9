{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_domain,
    company_linkedin_url,
    company_name,
    person_linkedin_url,
    signal_slug,
    clay_table_url
from {{ ref('extracted__new_hire') }}
where {{ delivered_to('extracted.clay_new_hire') }}
