{{ config(materialized='view') }}

select
    id,
    domain,
    linkedin_url,
    attribute_sources #>> '{linkedin_url,source_kind}' as source,
    (attribute_sources #>> '{linkedin_url,observed_at}')::timestamptz as created_at,
    updated_at,
    attribute_sources #>> '{linkedin_url,workflow}' as workflow_source,
    (attribute_sources #>> '{linkedin_url,source_id}')::uuid as source_id
from {{ ref('core__companies') }}
where linkedin_url is not null
