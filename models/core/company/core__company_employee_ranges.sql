{{ config(materialized='view') }}

with sized as (
    select
        company_domain as domain,
        source_kind as source,
        max(value) filter (where attribute = 'size_range') as raw_size,
        {{ function('parse_integer') }}(max(value) filter (where attribute = 'employee_count')) as raw_employee_count,
        max(observed_at) as updated_at
    from {{ ref('extracted__company_attributes') }}
    where attribute in ('size_range', 'employee_count')
    group by company_domain, source_kind
)

select
    domain,
    source,
    raw_size,
    raw_employee_count,
    {{ employee_range('sized.raw_employee_count', 'sized.raw_size') }} as matched_employee_range,
    updated_at
from sized
