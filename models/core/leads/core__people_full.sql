{{ config(materialized='view') }}

select
    record.person_id as id,
    record.linkedin_url,
    record.linkedin_slug,
    record.full_name,
    record.company_id as core_company_id,
    record.linkedin_url_type,
    record.linkedin_user_profile_urn,
    record.person_city,
    record.person_state,
    record.person_country,
    record.matched_cleaned_job_title,
    record.matched_job_function,
    record.matched_seniority,
    record.job_start_date,
    coalesce(
        (
            select min((origin.value ->> 'observed_at')::timestamptz)
            from jsonb_each(person.attribute_sources) as origin
        ),
        person.updated_at
    ) as created_at,
    person.updated_at
from {{ ref('core__lead_records') }} as record
inner join {{ ref('core__people') }} as person on record.linkedin_url = person.linkedin_url
