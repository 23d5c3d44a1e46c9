{{ config(materialized='view') }}

select
    company_domain as domain,
    source_kind as source,
    value as description,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as updated_at
from {{ ref('reference__company_source_values') }}
where attribute = 'description'
