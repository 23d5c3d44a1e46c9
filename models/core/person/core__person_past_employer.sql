{{ config(materialized='view') }}

-- A company is a past employer when a job there has ended, even if another job there goes on.
select
    {{ function('stable_uuid') }}(concat_ws('|', linkedin_url, coalesce(company_domain, ''), company_name)) as id,
    linkedin_url,
    company_domain as past_company_domain,
    company_name as past_company_name,
    linkedin_url_type,
    min(source) as source,
    max(end_date) as last_end_date,
    min(created_at) as created_at
from {{ ref('core__person_work_history') }}
where is_current is not true and coalesce(company_domain, company_name) is not null
group by linkedin_url, company_domain, company_name, linkedin_url_type
