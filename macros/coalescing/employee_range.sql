{% macro employee_range(employee_count, size) -%}
    {#- Named range of a head count or of a size as sent. A head count is trusted before a size, which is often years
        old; of a size that straddles two ranges the upper one counts. Null when none fits. -#}
    coalesce(
        case when {{ employee_count }} is null then (
            select named.matched_employee_range from {{ ref('employee_range_lookup') }} as named
            where named.raw_value = lower({{ size }})
        ) end,
        (
            select bucket.name from {{ ref('employee_ranges') }} as bucket
            where coalesce(
                {{ employee_count }},
                {{ function('size_range_max') }}({{ size }}),
                {{ function('size_range_min') }}({{ size }})
            ) between bucket.min_employees and coalesce(bucket.max_employees, 2147483647)
        )
    )
{%- endmacro %}
