{{ config(materialized='view') }}

select
    domain,
    id,
    is_running_ads,
    ad_count,
    page_id,
    platforms,
    last_checked_at,
    workflow_source,
    source_id,
    created_at,
    updated_at
from {{ ref('core__company_ads') }}
where platform = 'meta'
