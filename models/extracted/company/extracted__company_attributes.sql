{{ config(meta={'newer': ['observed_at', 'record_id', 'value']}) }}
{%- set plan = plan_window([
    'extracted__company_discovery', 'extracted__company_firmographics', 'extracted__person_experience',
    'extracted__person_discovery'
]) -%}

with discovery as (
    select * from {{ ref('extracted__company_discovery') }} as news
    where
        rejected_reason is null
        and {{ is_news(plan, 'extracted__company_discovery', 'news', absent({
            'company_domain': 'news.domain', 'attribute': "'domain'", 'source_kind': "'company_discovery'"
        })) }}
),

firmographics as (
    select
        *,
        company_domain as domain
    from {{ ref('extracted__company_firmographics') }} as news
    where
        rejected_reason is null
        and {{ is_news(
            plan, 'extracted__company_firmographics', 'news', absent({
            'company_domain': 'news.company_domain', 'attribute': "'domain'", 'source_kind': "'company_firmographics'"
        })
        ) }}
),

experience as (
    select
        *,
        company_domain as domain
    from {{ ref('extracted__person_experience') }} as news
    where
        company_domain is not null
        and {{ is_news(
            plan, 'extracted__person_experience', 'news', absent({
            'company_domain': 'news.company_domain', 'attribute': "'domain'", 'source_kind': "'person_experience'"
        })
        ) }}
),

person as (
    select
        *,
        company_domain as domain
    from {{ ref('extracted__person_discovery') }} as news
    where
        rejected_reason is null and company_domain is not null
        and {{ is_news(plan, 'extracted__person_discovery', 'news', absent({
            'company_domain': 'news.company_domain', 'attribute': "'domain'", 'source_kind': "'person_discovery'"
        })) }}
),

offer as (
    {{ attribute_offers('company_discovery', 'discovery', 'domain', {
        'domain': 'domain', 'name': 'name', 'linkedin_url': 'linkedin_url', 'description': 'description',
        'industry': 'industry', 'size_range': 'size', 'company_type': 'type', 'country': 'country', 'city': 'city',
        'state': 'state', 'location': 'location', 'annual_revenue': 'annual_revenue'
    }) }}
    union all
    {{ attribute_offers('company_firmographics', 'firmographics', 'domain', {
        'domain': 'domain', 'name': 'name', 'linkedin_url': 'linkedin_url', 'description': 'description',
        'industry': 'industry', 'size_range': 'size_range', 'company_type': 'company_type', 'country': 'country', 'location': 'locality',
        'website': 'website', 'logo_url': 'logo_url', 'employee_count': 'employee_count',
        'founded_year': 'founded_year', 'annual_revenue': 'annual_revenue'
    }) }}
    union all
    {{ attribute_offers('person_experience', 'experience', 'domain', {
        'domain': 'domain', 'name': 'company', 'linkedin_url': 'company_linkedin_url'
    }) }}
    union all
    {{ attribute_offers('person_discovery', 'person', 'domain', {'domain': 'domain', 'name': 'latest_company'}) }}
)

select distinct on (domain, attribute, source_kind)
    domain as company_domain,
    attribute,
    source_kind,
    value,
    workflow_slug,
    record_id,
    observed_at,
    {{ generation(plan) }} as changed_in
from offer
order by domain, attribute, source_kind, observed_at desc, record_id desc, value desc
