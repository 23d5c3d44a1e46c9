{{ config(materialized='view') }}

-- The place that the row brings itself counts, unless the look-up of its location knows more.
with lead as (
    select
        sent.*,
        known.city as known_city,
        known.state as known_state,
        known.country as known_country,
        num_nonnulls(known.city, known.state, known.country) > num_nonnulls(sent.city, sent.state, sent.country)
            as is_looked_up
    from {{ ref('extracted__salesnav_scrapes_person') }} as sent
    left join {{ ref('reference__location_lookup') }} as known on sent.location_key = known.location_key
    where sent.rejected_reason is null
),

placed as (
    select
        lead.*,
        case when is_looked_up then known_city else city end as place_city,
        case when is_looked_up then known_state else state end as place_state,
        case when is_looked_up then known_country else country end as place_country
    from lead
)

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    linkedin_url,
    person_linkedin_sales_nav_url,
    linkedin_user_profile_urn,
    first_name,
    last_name,
    full_name,
    email,
    job_title,
    cleaned_job_title,
    job_started_on,
    location_raw,
    place_city as city,
    place_state as state,
    place_country as country,
    place_city is not null as has_city,
    place_state is not null as has_state,
    place_country is not null as has_country,
    company_name,
    domain,
    company_linkedin_url,
    source_id,
    upload_id,
    matching_filters,
    clay_batch_number
from placed
