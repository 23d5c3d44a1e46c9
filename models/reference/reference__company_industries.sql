{{ config(materialized='view') }}

select
    {{ function('stable_uuid') }}(name || '|' || source) as id,
    name,
    source
from {{ ref('industries') }}
