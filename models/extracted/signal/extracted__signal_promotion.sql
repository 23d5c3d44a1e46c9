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
    company_domain,
    company_name,
    company_linkedin_url,
    new_titles,
    previous_titles,
    new_role_start_date,
    new_role_start_date_precision,
    confidence,
    reduced_confidence_reasons,
    is_initial_check,
    days_since_promotion,
    origin_table_id,
    origin_record_id
from {{ ref('extracted__promotion') }}
where
    {{ delivered_to('extracted.signal_promotion', shown_reason='no_person_linkedin_url') }}
    and (rejected_reason is null or client_domain is not null)
