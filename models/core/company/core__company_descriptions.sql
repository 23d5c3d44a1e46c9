{{ config(materialized='view') }}

-- The record of the description speaks for the row where there is one.
select
    {{ function('stable_uuid') }}(company_domain || '|' || source_kind) as id,
    company_domain as domain,
    source_kind as source,
    max(value) filter (where attribute = 'description') as description,
    max(value) filter (where attribute = 'tagline') as tagline,
    (array_agg(workflow_slug order by attribute))[1] as workflow_source,
    (array_agg(record_id order by attribute))[1] as source_id,
    min(observed_at) as created_at,
    max(observed_at) as updated_at
from {{ ref('reference__company_source_values') }}
where attribute in ('description', 'tagline')
group by company_domain, source_kind
