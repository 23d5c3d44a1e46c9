{{ config(materialized='view') }}

select
    linkedin_url,
    location_name as raw_location,
    country,
    attribute_sources #>> '{country,source_kind}' as source,
    updated_at
from {{ ref('core__people') }}
where location_name is not null or country is not null
