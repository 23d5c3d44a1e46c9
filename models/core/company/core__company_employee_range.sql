{{ config(materialized='view') }}

select
    company.domain,
    {{ employee_range('company.employee_count', 'company.size_range') }} as employee_range,
    case when company.employee_count is not null then 'employee_count' else 'size_range' end as source,
    company.employee_count as raw_employee_count,
    company.size_range as raw_size,
    company.updated_at
from {{ ref('core__companies') }} as company
where company.employee_count is not null or company.size_range is not null
