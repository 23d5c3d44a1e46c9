{{ config(materialized='view') }}

select
    person.linkedin_url,
    titled.job_title as raw_job_title,
    titled.matched_cleaned_job_title as cleaned_job_title,
    titled.matched_job_function,
    titled.matched_seniority,
    person.created_at
from {{ ref('core__people_full') }} as person
left join {{ ref('core__person_job_titles') }} as titled on person.linkedin_url = titled.linkedin_url
where titled.matched_cleaned_job_title is null
