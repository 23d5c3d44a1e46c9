{{ config(materialized='view') }}

-- One row per lead and investor of the company, also when a list names the company by a former domain; what it says of
-- the company by its own goes first. The description is the one that the portfolio lists give the company.
select
    lead.{{ lead_columns() | join(',\n    lead.') }},
    investor.vc_name,
    (
        select described.value
        from {{ ref('extracted__company_attributes') }} as described
        where
            described.company_domain = investor.company_domain
            and described.attribute = 'description'
            and described.source_kind in ('vc_portfolio', 'crunchbase_portfolio_company')
        order by described.source_kind desc
        limit 1
    ) as vc_company_description
from {{ ref('core__company_vc_investors') }} as investor
inner join {{ ref('core__leads') }} as lead
    on coalesce(investor.alias_of, investor.company_domain) = lead.company_domain
where
    investor.alias_of is null
    or not exists (
        select
        from {{ ref('core__company_vc_investors') }} as other
        where
            coalesce(other.alias_of, other.company_domain) = investor.alias_of
            and other.vc_key = investor.vc_key
            and (other.alias_of is null or other.company_domain < investor.company_domain)
    )
