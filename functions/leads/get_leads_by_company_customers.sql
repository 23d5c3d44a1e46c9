-- The customers of a company, whichever of its domains their list names it by. Per customer those who left it last,
-- from an index; a lead counts with the last of their jobs at any customer.
with asked as (
    select name.domain
    from (select {{ function('normalize_domain') }}(p_company_domain) as domain) as given
    left join {{ ref('reference__company_domain_aliases') }} as known on given.domain = known.alias_domain
    cross join lateral ({{ company_names('coalesce(known.domain, given.domain)') }}) as name
),

customer as (
    select distinct
        name.domain,
        coalesce(known.domain, bought.customer_domain) as company_domain
    from {{ ref('core__company_customers') }} as bought
    left join {{ ref('reference__company_domain_aliases') }} as known on bought.customer_domain = known.alias_domain
    cross join lateral ({{ company_names('coalesce(known.domain, bought.customer_domain)') }}) as name
    where
        bought.origin_company_domain = any(array(select asked.domain from asked))
        and bought.customer_domain is not null
),

found as (
    select
        former.linkedin_url,
        max(former.end_date) as end_date
    from customer
    cross join
        lateral (
            select
                past.linkedin_url,
                past.end_date
            from {{ ref('core__lead_past_employers') }} as past
            where
                past.company_domain = customer.domain
                and past.lead_company_domain is distinct from customer.company_domain
            order by past.end_date desc nulls last, past.linkedin_url
            limit greatest(coalesce(p_limit, 100), 0)::bigint + greatest(coalesce(p_offset, 0), 0)
        ) as former
    group by former.linkedin_url
    order by max(former.end_date) desc nulls last, former.linkedin_url
    limit greatest(coalesce(p_limit, 100), 0) offset greatest(coalesce(p_offset, 0), 0)
)

select
    lead.person_id,
    lead.linkedin_url,
    lead.linkedin_slug,
    lead.full_name,
    lead.linkedin_url_type,
    lead.linkedin_user_profile_urn,
    lead.person_city,
    lead.person_state,
    lead.person_country,
    lead.matched_cleaned_job_title,
    lead.matched_job_function,
    lead.matched_seniority,
    lead.job_start_date,
    lead.company_id,
    lead.company_domain,
    lead.company_name,
    lead.company_linkedin_url,
    lead.company_city,
    lead.company_state,
    lead.company_country,
    lead.matched_industry,
    lead.employee_range
from found
inner join {{ ref('core__leads') }} as lead on found.linkedin_url = lead.linkedin_url
order by found.end_date desc nulls last, lead.linkedin_url
