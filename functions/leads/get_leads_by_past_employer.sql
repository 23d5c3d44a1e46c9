-- Per employer, under each domain that it is known by, the first leads in the order of the answer, from an
-- index; the pages of all employers come of these.
with wanted as (
    select distinct
        name.domain,
        coalesce(known.domain, given.domain) as company_domain
    from (
        select {{ function('normalize_domain') }}(sent.domain) as domain from unnest(p_domains) as sent (domain)
    ) as given
    left join {{ ref('reference__company_domain_aliases') }} as known on given.domain = known.alias_domain
    cross join lateral ({{ company_names('coalesce(known.domain, given.domain)') }}) as name
    where given.domain is not null
),

found as (
    select distinct former.linkedin_url
    from wanted
    cross join
        lateral (
            select past.linkedin_url
            from {{ ref('core__lead_past_employers') }} as past
            where
                past.company_domain = wanted.domain
                and past.lead_company_domain is distinct from wanted.company_domain
            order by past.linkedin_url
            limit greatest(coalesce(p_limit, 50), 0)::bigint + greatest(coalesce(p_offset, 0), 0)
        ) as former
    order by former.linkedin_url
    limit greatest(coalesce(p_limit, 50), 0) offset greatest(coalesce(p_offset, 0), 0)
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
order by lead.linkedin_url
