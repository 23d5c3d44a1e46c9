{{ config(materialized='view') }}

-- The list has domains alone; a firm is called what somebody who stated its domain calls it, else as a company.
select
    top.domain,
    coalesce(firm.name, company.cleaned_name, company.name) as name
from {{ ref('top_vc_domains') }} as top
left join lateral (
    select told.name
    from {{ ref('core__vc_firms') }} as told
    where top.domain = told.domain
    order by told.vc_key
    limit 1
) as firm on true
left join {{ ref('core__companies') }} as company on top.domain = company.domain
