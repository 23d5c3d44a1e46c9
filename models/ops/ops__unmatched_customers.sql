select
    listed.customer_key,
    min(listed.customer_name collate "C") as customer_name,
    min(listed.unmatched_reason) as unmatched_reason,
    count(*) as vendors,
    max(listed.updated_at) as last_named_at,
    (array_agg(listed.match_candidates order by listed.origin_company_domain))[1] as candidates
from {{ ref('core__company_customers') }} as listed
where listed.customer_domain is null
group by listed.customer_key
