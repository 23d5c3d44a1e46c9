{{ config(meta={'newer': ['observed_at', 'record_id', 'value']}) }}
{%- set plan = plan_window(['extracted__person_profile', 'extracted__person_discovery']) -%}

with profile as (
    select
        *,
        to_char(latest_start_date, 'YYYY-MM-DD') as latest_start_text
    from {{ ref('extracted__person_profile') }} as news
    where
        rejected_reason is null
        and {{ is_news(plan, 'extracted__person_profile', 'news', absent({
            'linkedin_url': 'news.linkedin_url', 'attribute': "'linkedin_url'", 'source_kind': "'person_profile'"
        })) }}
),

discovery as (
    select
        *,
        to_char(latest_start_date, 'YYYY-MM-DD') as latest_start_text
    from {{ ref('extracted__person_discovery') }} as news
    where
        rejected_reason is null
        and {{ is_news(plan, 'extracted__person_discovery', 'news', absent({
            'linkedin_url': 'news.linkedin_url', 'attribute': "'linkedin_url'", 'source_kind': "'person_discovery'"
        })) }}
),

offer as (
    {{ attribute_offers('person_profile', 'profile', 'linkedin_url', {
        'linkedin_url': 'linkedin_url', 'full_name': 'full_name', 'first_name': 'first_name', 'last_name': 'last_name',
        'headline': 'headline', 'country': 'country', 'location_name': 'location_name', 'picture_url': 'picture_url',
        'latest_title': 'latest_title', 'latest_company': 'latest_company',
        'latest_company_domain': 'latest_company_domain', 'latest_start_date': 'latest_start_text'
    }) }}
    union all
    {{ attribute_offers('person_discovery', 'discovery', 'linkedin_url', {
        'linkedin_url': 'linkedin_url', 'full_name': 'full_name', 'first_name': 'first_name', 'last_name': 'last_name',
        'location_name': 'location_name', 'latest_title': 'latest_title', 'latest_company': 'latest_company',
        'latest_company_domain': 'company_domain', 'latest_start_date': 'latest_start_text'
    }) }}
)

select distinct on (linkedin_url, attribute, source_kind)
    linkedin_url,
    attribute,
    source_kind,
    value,
    workflow_slug,
    record_id,
    observed_at,
    {{ generation(plan) }} as changed_in
from offer
order by linkedin_url, attribute, source_kind, observed_at desc, record_id desc, value desc
