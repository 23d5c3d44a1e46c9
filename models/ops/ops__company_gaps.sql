{#- Kind of record that makes a company known: its key, as which source it offers, and which of its records count. -#}
{%- set kinds = {
    'apollo_scrape': {'key': 'domain'},
    'cleaned_company_names': {'key': 'domain'},
    'company_discovery': {'key': 'domain'},
    'company_firmographics': {'key': 'company_domain'},
    'company_upsert': {'key': 'company_domain', 'source': claimed_source('parsed')},
    'company_vc_investor_list': {'key': 'company_domain'},
    'crunchbase_portfolio_company': {'key': 'domain'},
    'job_posting': {'key': 'company_domain'},
    'leadmagic_company_enrichment': {'key': 'domain'},
    'nostra_ecom_companies': {'key': 'domain', 'source': "'nostra'"},
    'person_discovery': {'key': 'company_domain'},
    'person_experience': {'key': 'company_domain', 'where': 'true'},
    'salesnav_company': {'key': 'domain'},
    'vc_portfolio': {'key': 'domain'},
} -%}

{{ records_not_offered('company', 'core__companies', kinds) }}
union all
{{ offers_not_shown('company', 'core__companies') }}
