-- A company is in core when its own domain has a row, or the domain that its own stands for.
select
    domain,
    domain as alias_domain
from {{ ref('core__companies') }}
union all
select
    company.domain,
    alias.alias_domain
from {{ ref('core__companies') }} as company
inner join {{ ref('core__company_domain_aliases') }} as alias on company.domain = alias.domain
