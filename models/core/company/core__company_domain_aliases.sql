{{ config(materialized='view') }}

select
    alias_domain,
    domain,
    source,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as updated_at
from {{ ref('reference__company_domain_aliases') }}
where domain <> alias_domain
