{#- Kind of record that makes a company known: its key, as which source it offers, and which of its records count. -#}
{%- set kinds = {
    'apollo_scrape': ['domain', none, none],
    'cleaned_company_names': ['domain', none, none],
    'company_discovery': ['domain', none, none],
    'company_firmographics': ['company_domain', none, none],
    'company_upsert': ['company_domain', claimed_source('parsed'), none],
    'company_vc_investor_list': ['company_domain', none, none],
    'crunchbase_portfolio_company': ['domain', none, none],
    'job_posting': ['company_domain', none, none],
    'leadmagic_company_enrichment': ['domain', none, none],
    'nostra_ecom_companies': ['domain', "'nostra'", none],
    'person_discovery': ['company_domain', none, none],
    'person_experience': ['company_domain', none, 'true'],
    'salesnav_company': ['domain', none, none],
    'vc_portfolio': ['domain', none, none],
} -%}

{{ records_not_offered(kinds, 'core.companies', 'extracted__company_attributes', 'company_domain', 'domain') }}
union all
{{ offers_not_shown('company', 'core__companies', 'ops__known_company_domains', 'alias_domain') }}
