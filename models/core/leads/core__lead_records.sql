{{ config(
    incremental_strategy='upsert_or_drop', meta={'drop_when': 'person_id is null'}, post_hook="{{ lead_indexes() }}"
) }}
{%- set sources = news_of_leads() -%}
{%- set plan = plan_window(sources.keys() | list) -%}

with concerned as (
    {{ concerned_by_news(plan, sources, 'linkedin_url') }}
),

address as (
    {{ addresses_of_persons('concerned') }}
),

person as (
    select
        changed.linkedin_url as changed_url,
        known.*
    from (select distinct address.linkedin_url from address) as changed
    {{ look_up(ref('core__people'), 'known', 'changed.linkedin_url = known.linkedin_url') }}
),

employed as (
    select
        person.*,
        job.linkedin_url is not null and person.company_domain is null and job.company_domain is not null
            as is_by_history,
        {{ company_of('coalesce(person.company_domain, job.company_domain)') }} as employer_domain,
        coalesce(person.company_domain, job.company_domain) as named_domain,
        case
            when person.company_domain is null and job.company_domain is not null then job.company_name
            else coalesce(person.company_name, job.company_name)
        end as employer_name,
        job.company_linkedin_url as employer_linkedin_url,
        job.start_date
    from person
    -- The current job at the person's company; of somebody whose company has no known domain the one that began last.
    left join lateral (
        select
            worked.linkedin_url,
            worked.company_domain,
            worked.company_name,
            worked.company_linkedin_url,
            worked.start_date
        from {{ ref('core__person_work_history') }} as worked
        where
            worked.linkedin_url = person.linkedin_url
            and worked.is_current
            and (worked.company_domain = person.company_domain or person.company_domain is null)
        order by worked.start_date desc nulls last, worked.experience_order, worked.id
        limit 1
    ) as job on true
    {{ join_company('coalesce(person.company_domain, job.company_domain)') }}
),

lead as (
    select
        employed.changed_url as linkedin_url,
        employed.id as person_id,
        employed.linkedin_slug,
        employed.full_name,
        employed.linkedin_url_type,
        employed.linkedin_user_profile_urn,
        placed.city as person_city,
        placed.state as person_state,
        placed.country as person_country,
        titled.matched_cleaned_job_title,
        titled.matched_job_function,
        titled.matched_seniority,
        case
            when employed.is_by_history then employed.start_date
            else coalesce(employed.job_start_date, employed.start_date)
        end as job_start_date,
        company.id as company_id,
        employed.employer_domain as company_domain,
        coalesce(company.name, employed.employer_name) as company_name,
        coalesce(company.linkedin_url, employed.employer_linkedin_url) as company_linkedin_url,
        company.company_city,
        company.company_state,
        company.company_country,
        company.matched_industry,
        company.employee_range,
        promoted.previous_title,
        promoted.new_title,
        promoted.promotion_date
    from employed
    {{ look_up(ref('core__person_locations'), 'placed', 'employed.linkedin_url = placed.linkedin_url') }}
    {{ look_up(ref('core__person_job_titles'), 'titled', 'employed.linkedin_url = titled.linkedin_url') }}
    {{ look_up(ref('reference__company_profiles'), 'company', 'employed.employer_domain = company.domain') }}
    -- The newest promotion at the company where they work now. It comes from the jobs, so that their news are its news.
    left join lateral (
        select
            step.previous_title,
            step.new_title,
            step.promotion_date
        from {{ ref('core__person_promotions') }} as step
        where
            step.linkedin_url = employed.linkedin_url
            and step.company_domain in (employed.employer_domain, employed.named_domain)
        order by step.promotion_date desc nulls last, step.new_title, step.previous_title
        limit 1
    ) as promoted on true
)

select
    {{ lead_columns() | join(',\n    ') }},
    {{ missing_lead_fields() }} as missing_fields,
    previous_title,
    new_title,
    promotion_date
from lead
{% if not is_incremental() -%}
where person_id is not null
{%- endif %}
