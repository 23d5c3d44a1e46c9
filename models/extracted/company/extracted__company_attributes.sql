{{ config(meta={'newer': ['observed_at', 'record_id', 'value']}) }}
{#- Who offers what to the golden record of a company: attribute to expression over the news of that kind of record. -#}
{%- set bracket_ends
    = "coalesce(news.employee_range, nullif(concat_ws('-', news.employee_range_start, news.employee_range_end), ''))" -%}
{#- A place as it was inferred of an address, where the text says no more than its city. -#}
{%- set address = "news.primary_location -> 'inferred_location'" -%}
{%- set inferred = "(case when news.locality is null or lower(news.locality) = lower("
    ~ text_of(address, 'locality') ~ ") then " ~ address ~ " end)" -%}
{%- set sources = {
    'company_discovery': {'key': 'news.domain', 'attributes': {
        'name': 'news.name', 'linkedin_url': 'news.linkedin_url', 'description': 'news.description',
        'industry': 'news.industry', 'size_range': 'news.size', 'company_type': 'news.type', 'country': 'news.country',
        'city': 'news.city', 'state': 'news.state', 'location': 'news.location',
        'annual_revenue': 'news.annual_revenue', 'industries': "nullif(news.industries, '[]'::jsonb)"
    }},
    'company_firmographics': {'key': 'news.company_domain', 'attributes': {
        'name': 'news.name', 'linkedin_url': 'news.linkedin_url', 'description': 'news.description',
        'industry': 'news.industry', 'size_range': 'news.size_range', 'company_type': 'news.company_type',
        'country': "coalesce(news.country, " ~ first_text_of(inferred, ['country_region', 'country_iso']) ~ ")",
        'city': text_of(inferred, 'locality'), 'state': text_of(inferred, 'admin_district'), 'location': 'news.locality',
        'website': 'news.website', 'logo_url': 'news.logo_url',
        'employee_count': 'news.employee_count', 'founded_year': 'news.founded_year',
        'annual_revenue': 'news.annual_revenue'
    }},
    'person_experience': {'key': 'news.company_domain', 'where': 'true', 'attributes': {
        'name': 'news.company', 'linkedin_url': 'news.company_linkedin_url'
    }},
    'person_discovery': {'key': 'news.company_domain', 'attributes': {'name': 'news.latest_company'}},
    'leadmagic_company_enrichment': {'key': 'news.domain', 'attributes': {
        'name': 'news.company_name', 'linkedin_url': 'news.linkedin_url', 'description': 'news.description',
        'tagline': 'news.tagline', 'industry': 'news.industry', 'employee_count': 'news.employee_count',
        'company_type': 'news.ownership_status',
        'size_range': bracket_ends,
        'founded_year': 'news.founded_year', 'website': 'news.website_url', 'logo_url': 'news.logo_url',
        'city': 'news.city', 'state': 'news.state', 'country': 'news.country',
        'annual_revenue': 'news.annual_revenue_raw'
    }},
    'company_upsert': {'key': 'news.company_domain', 'source': claimed_source('news'), 'attributes': {
        'name': 'news.name', 'linkedin_url': 'news.linkedin_url', 'description': 'news.description',
        'industry': 'news.industry', 'size_range': 'news.employee_range', 'city': 'news.city', 'state': 'news.state',
        'country': 'news.country'
    }},
    'salesnav_company': {'key': 'news.domain', 'attributes': {
        'name': 'news.company_name', 'description': 'news.description',
        'industry': 'coalesce(news.known_industry, news.industries)',
        'linkedin_url': "case when news.linkedin_url not like '%/sales/company/%' then news.linkedin_url end",
        'employee_count': 'news.headcount', 'size_range': 'news.headcount_raw',
        'location': 'news.registered_address_raw', 'city': 'news.city', 'state': 'news.state', 'country': 'news.country'
    }},
    'nostra_ecom_companies': {'key': 'news.domain', 'source': "'nostra'", 'attributes': {
        'name': 'news.name', 'linkedin_url': 'news.linkedin_url', 'description': 'news.description',
        'city': 'news.city', 'state': 'news.state', 'country': 'news.country'
    }},
    'cleaned_company_names': {'key': 'news.domain', 'attributes': {
        'name': 'news.original_company_name', 'cleaned_name': 'news.cleaned_company_name'
    }},
    'vc_portfolio': {'key': 'news.domain', 'attributes': {
        'name': 'news.company_name', 'linkedin_url': 'news.linkedin_url',
        'description': 'coalesce(news.long_description, news.short_description)', 'size_range': 'news.employee_range',
        'founded_year': 'extract(year from news.founded_date)::integer',
        'city': 'news.city', 'state': 'news.state', 'country': 'news.country'
    }},
    'crunchbase_portfolio_company': {'key': 'news.domain', 'attributes': {
        'name': 'news.company_name', 'linkedin_url': 'news.company_linkedin_url',
        'description': 'news.short_description', 'size_range': 'news.employee_range', 'city': 'news.city',
        'founded_year': 'extract(year from news.founded_date)::integer',
        'state': 'news.state', 'country': 'news.country', 'annual_revenue': 'news.estimated_revenue_range'
    }},
    'company_vc_investor_list': {'key': 'news.company_domain', 'attributes': {
        'name': 'news.company_name', 'linkedin_url': 'news.company_linkedin_url'
    }},
    'job_posting': {'key': 'news.company_domain', 'attributes': {
        'name': 'news.company_name', 'linkedin_url': 'news.company_linkedin_url'
    }},
    'apollo_scrape': {'key': 'news.domain', 'attributes': {
        'name': 'news.company_name', 'cleaned_name': 'news.cleaned_company_name', 'website': 'news.company_website',
        'linkedin_url': 'news.company_linkedin_url', 'industry': 'news.industry',
        'description': 'news.company_short_description', 'employee_count': 'news.employee_count',
        'size_range': 'news.employee_count_raw', 'founded_year': 'news.company_founded_year',
        'annual_revenue': 'news.company_annual_revenue_raw', 'city': 'news.company_city', 'state': 'news.company_state',
        'country': 'news.company_country'
    }}
} -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with offer as (
    {% for kind, offers in sources.items() -%}
    {{ attribute_offers(plan, kind, offers, 'company_domain') }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select distinct on (company_domain, attribute, source_kind)
    company_domain,
    attribute,
    source_kind,
    value,
    workflow_slug,
    record_id,
    entity_key,
    payload_id,
    observed_at,
    {{ generation(plan) }} as changed_in
from offer
order by company_domain, attribute, source_kind, observed_at desc, record_id desc, value desc
