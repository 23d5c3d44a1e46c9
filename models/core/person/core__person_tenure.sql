{{ config(materialized='view') }}

select
    linkedin_url,
    job_start_date,
    attribute_sources #>> '{latest_start_date,source_kind}' as source,
    updated_at
from {{ ref('core__people') }}
where job_start_date is not null
