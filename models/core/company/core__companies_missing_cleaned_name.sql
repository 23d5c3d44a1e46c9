{{ config(materialized='view') }}

select
    id,
    name,
    domain,
    linkedin_url
from {{ ref('core__companies') }}
where cleaned_name is null
