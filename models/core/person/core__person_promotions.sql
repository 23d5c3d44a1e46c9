{{ config(materialized='view') }}

-- A promotion: another title at the same company that starts within 90 days of the end of the one before.
with job as (
    select
        linkedin_url,
        company_domain,
        company_name,
        title,
        start_date,
        end_date,
        lag(title) over career as previous_title,
        lag(end_date) over career as previous_end_date
    from {{ ref('core__person_work_history') }}
    where company_domain is not null and title is not null and start_date is not null
    window career as (
        partition by linkedin_url, company_domain
        order by start_date, end_date nulls last, title
    )
)

select
    linkedin_url,
    company_domain,
    company_name,
    previous_title,
    title as new_title,
    start_date as promotion_date
from job
where
    lower(previous_title) <> lower(title)
    and start_date between previous_end_date - 90 and previous_end_date + 90
