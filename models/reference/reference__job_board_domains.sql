{{ config(materialized='view') }}

-- No board has a name of its own on record: it is shown under its domain.
select
    {{ function('stable_uuid') }}(domain) as id,
    domain,
    domain as display_name,
    job_functions,
    is_active
from {{ ref('job_boards') }}
