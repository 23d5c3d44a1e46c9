{{ config(materialized='view') }}

select
    company.id,
    company.domain,
    {{ employee_range('company.employee_count', 'company.size_range') }} as employee_range,
    case when company.employee_count is not null then 'employee_count' else 'size_range' end as source,
    company.employee_count as raw_employee_count,
    company.size_range as raw_size,
    (
        company.attribute_sources #>> array[
            case when company.employee_count is not null then 'employee_count' else 'size_range' end, 'observed_at'
        ]
    )::timestamptz as created_at,
    company.updated_at,
    coalesce(
        company.attribute_sources #>> '{employee_count,workflow}', company.attribute_sources #>> '{size_range,workflow}'
    ) as workflow_source,
    coalesce(
        company.attribute_sources #>> '{employee_count,source_id}',
        company.attribute_sources #>> '{size_range,source_id}'
    )::uuid as source_id
from {{ ref('core__companies') }} as company
where company.employee_count is not null or company.size_range is not null
