{{ config(materialized='view') }}

select
    company.id,
    company.domain,
    coalesce(company.cleaned_name, company.name) as name,
    company.linkedin_url,
    company.city as company_city,
    company.state as company_state,
    company.country as company_country,
    industry.name as matched_industry,
    {{ employee_range('company.employee_count', 'company.size_range') }} as employee_range
from {{ ref('core__companies') }} as company
left join {{ ref('reference__industry_spellings') }} as industry
    on {{ industry_spelling('company.industry') }} = industry.spelling
