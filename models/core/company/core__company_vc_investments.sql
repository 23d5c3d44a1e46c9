{{ config(materialized='view') }}

select
    id,
    company_domain,
    company_name,
    vc_name,
    created_at
from {{ ref('core__company_vc_investors') }}
