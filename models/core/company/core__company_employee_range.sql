{{ config(materialized='view') }}

-- A head count is trusted before a size bucket, which is often years old. Of a bucket that straddles two ranges the
-- upper one counts.
with sized as (
    select
        domain,
        employee_count,
        size_range as raw_size,
        coalesce(
            employee_count,
            {{ function('size_range_max') }}(size_range),
            {{ function('size_range_min') }}(size_range)
        ) as employees,
        updated_at
    from {{ ref('core__companies') }}
    where employee_count is not null or size_range is not null
)

select
    sized.domain,
    coalesce(
        case when sized.employee_count is null then lookup.matched_employee_range end,
        bucket.name
    ) as employee_range,
    case when sized.employee_count is not null then 'employee_count' else 'size_range' end as source,
    sized.employee_count as raw_employee_count,
    sized.raw_size,
    sized.updated_at
from sized
left join {{ ref('employee_range_lookup') }} as lookup on lower(sized.raw_size) = lookup.raw_value
left join {{ ref('employee_ranges') }} as bucket
    on
        sized.employees >= bucket.min_employees
        and (sized.employees <= bucket.max_employees or bucket.max_employees is null)
