{{ config(materialized='view') }}

select
    domain,
    linkedin_url,
    attribute_sources #>> '{linkedin_url,source_kind}' as source,
    updated_at
from {{ ref('core__companies') }}
where linkedin_url is not null
