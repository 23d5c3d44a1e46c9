select
    coalesce(listed.customer_domain_source, 'none') as customer_domain_source,
    coalesce(listed.match_rule, listed.unmatched_reason, 'stated') as outcome,
    count(*) as customers,
    count(distinct listed.customer_key) as names,
    round(100.0 * count(*) / sum(count(*)) over (), 1) as percent_of_customers
from {{ ref('core__company_customers') }} as listed
group by listed.customer_domain_source, coalesce(listed.match_rule, listed.unmatched_reason, 'stated')
