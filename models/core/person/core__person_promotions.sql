{{ config(materialized='view') }}

select
    step.linkedin_url,
    step.id,
    step.company_domain,
    step.company_name,
    step.previous_title,
    step.title as new_title,
    step.start_date as promotion_date,
    step.start_date_precision as promotion_date_precision,
    job.created_at,
    step.observed_at as updated_at,
    step.source_id
from {{ ref('core__person_career_steps') }} as step
left join {{ ref('core__person_work_history') }} as job on step.linkedin_url = job.linkedin_url and step.id = job.id
where step.start_event = 'promotion' and step.company_domain is not null
