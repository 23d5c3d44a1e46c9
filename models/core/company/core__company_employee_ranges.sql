{{ config(materialized='view') }}

-- A head count is trusted before a size, so the record of the head count speaks for the row where there is one.
with sized as (
    select
        company_domain as domain,
        source_kind as source,
        max(value) filter (where attribute = 'size_range') as raw_size,
        {{ function('parse_integer') }}(max(value) filter (where attribute = 'employee_count')) as raw_employee_count,
        (array_agg(workflow_slug order by attribute))[1] as workflow_source,
        (array_agg(record_id order by attribute))[1] as source_id,
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from {{ ref('reference__company_source_values') }}
    where attribute in ('size_range', 'employee_count')
    group by company_domain, source_kind
)

select
    {{ function('stable_uuid') }}(domain || '|' || source) as id,
    domain,
    source,
    raw_size,
    raw_employee_count,
    {{ employee_range('sized.raw_employee_count', 'sized.raw_size') }} as matched_employee_range,
    created_at,
    updated_at,
    workflow_source,
    source_id
from sized
