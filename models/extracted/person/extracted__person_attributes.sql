{{ config(meta={'newer': ['observed_at', 'record_id', 'value']}) }}
{#- Who offers what to the golden record of a person: attribute to expression over the news of that kind of record. -#}
{%- set sources = {
    'person_profile': {'key': 'news.linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'headline': 'news.headline', 'country': 'news.country', 'location_name': 'news.location_name',
        'picture_url': 'news.picture_url', 'latest_title': 'news.latest_title', 'latest_company': 'news.latest_company',
        'latest_company_domain': 'news.latest_company_domain',
        'latest_start_date': "to_char(news.latest_start_date, 'YYYY-MM-DD')"
    }},
    'person_discovery': {'key': 'news.linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'location_name': 'news.location_name', 'place': place_alone('news.location_name'),
        'country': 'case when news.location_name is null then news.country end', 'latest_title': 'news.latest_title',
        'latest_company': 'news.latest_company', 'latest_company_domain': 'news.company_domain',
        'latest_start_date': "to_char(news.latest_start_date, 'YYYY-MM-DD')"
    }},
    'person_title_enrichment': {'key': 'news.linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'location_name': 'news.location_name', 'place': place_alone('news.location_name'), 'country': 'news.country',
        'latest_title': 'coalesce(news.latest_title, news.cleaned_job_title)',
        'latest_company': 'news.latest_company', 'latest_company_domain': 'news.company_domain',
        'latest_start_date': "to_char(news.latest_start_date, 'YYYY-MM-DD')"
    }},
    'salesnav_scrapes_person': {'key': 'news.linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'headline': 'news.profile_headline', 'location_name': 'news.location_raw', 'country': 'news.country',
        'place': place_alone('news.location_raw'),
        'latest_title': 'coalesce(news.job_title, news.cleaned_job_title)', 'latest_company': 'news.company_name',
        'latest_company_domain': 'news.domain',
        'latest_start_date': "to_char(news.job_started_on, 'YYYY-MM-DD')",
        'linkedin_user_profile_urn': 'news.linkedin_user_profile_urn'
    }},
    'apollo_people_cleaned': {'key': 'news.linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'headline': 'news.headline', 'location_name': 'news.person_location', 'country': 'news.country',
        'picture_url': 'news.photo_url', 'latest_title': 'coalesce(news.job_title, news.cleaned_job_title)',
        'latest_company': 'news.company_name', 'latest_company_domain': 'news.company_domain'
    }},
    'apollo_scrape': {'key': 'news.person_linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'headline': 'news.headline', 'country': 'news.lead_country', 'latest_title': 'news.title',
        'location_name': "nullif(concat_ws(', ', news.lead_city, news.lead_state, news.lead_country), '')",
        'latest_company': 'news.company_name', 'latest_company_domain': 'news.domain'
    }},
    'nostra_ecom_people': {'key': 'news.person_linkedin_url', 'attributes': {
        'full_name': 'news.full_name', 'first_name': 'news.first_name', 'last_name': 'news.last_name',
        'latest_company': 'news.company_name', 'latest_company_domain': 'news.domain'
    }}
} -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with offer as (
    {% for kind, offers in sources.items() -%}
    {{ attribute_offers(plan, kind, offers, 'linkedin_url') }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select distinct on (linkedin_url, attribute, source_kind)
    linkedin_url,
    attribute,
    source_kind,
    value,
    workflow_slug,
    record_id,
    entity_key,
    payload_id,
    observed_at,
    employer,
    {{ generation(plan) }} as changed_in
from offer
order by linkedin_url, attribute, source_kind, observed_at desc, record_id desc, value desc
