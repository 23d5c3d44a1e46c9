{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    person_linkedin_url as person_linkedin_profile_url,
    confidence,
    previous_title,
    new_title,
    new_role_start_date as start_date_with_new_title,
    new_role_start_date_precision as start_date_with_new_title_precision,
    lookback_threshold_days,
    started_within_threshold,
    is_initial_check,
    signal_slug,
    clay_table_url
from {{ ref('extracted__promotion') }}
where {{ delivered_to('extracted.clay_promotion') }}
