{#- Kinds of records that state a company's LinkedIn URL: kind to the column with its domain and that with the URL. -#}
{%- set kinds = {
    'company_discovery': ['domain', 'linkedin_url'], 'company_firmographics': ['company_domain', 'linkedin_url'],
    'company_upsert': ['company_domain', 'linkedin_url'], 'leadmagic_company_enrichment': ['domain', 'linkedin_url'],
    'nostra_ecom_companies': ['domain', 'linkedin_url'], 'vc_portfolio': ['domain', 'linkedin_url'],
    'crunchbase_portfolio_company': ['domain', 'company_linkedin_url'],
    'apollo_scrape': ['domain', 'company_linkedin_url']
} -%}

-- Every claim that was ever made: what a source said before is kept here, core shows the newest.
with claim as (
    {% for kind, (domain, url) in kinds.items() -%}
    select
        '{{ kind }}' as source_kind,
        {{ domain }} as domain,
        {{ url }} as linkedin_url,
        substring({{ url }} from '[^/]+$') ~ '^[0-9]+$' as is_numeric,
        observed_at
    from {{ ref('extracted__' ~ kind) }}
    where rejected_reason is null and {{ domain }} is not null and {{ url }} is not null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

stated as (
    select
        source_kind,
        domain,
        linkedin_url,
        is_numeric,
        min(observed_at) as first_seen_at,
        max(observed_at) as last_seen_at,
        count(*) as records
    from claim
    group by source_kind, domain, linkedin_url, is_numeric
),

compared as (
    select
        stated.*,
        count(*) over (partition by source_kind, domain, is_numeric) as urls
    from stated
)

select
    compared.source_kind,
    compared.domain,
    compared.linkedin_url,
    compared.first_seen_at,
    compared.last_seen_at,
    compared.records,
    coalesce(company.linkedin_url = compared.linkedin_url, false) as is_shown_by_core
from compared
left join {{ ref('core__companies') }} as company on compared.domain = company.domain
where compared.urls > 1
