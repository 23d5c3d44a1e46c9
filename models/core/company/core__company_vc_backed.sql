{{ config(materialized='view') }}

select
    investor.company_domain as domain,
    count(*)::integer as vc_count,
    min(investor.created_at) as created_at,
    max(investor.updated_at) as updated_at
from {{ ref('core__company_vc_investors') }} as investor
group by investor.company_domain
