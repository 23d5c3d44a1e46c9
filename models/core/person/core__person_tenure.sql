{{ config(materialized='view') }}

select
    id,
    linkedin_url,
    job_start_date,
    attribute_sources #>> '{latest_start_date,source_kind}' as source,
    (attribute_sources #>> '{latest_start_date,observed_at}')::timestamptz as created_at,
    updated_at
from {{ ref('core__people') }}
where job_start_date is not null
