{#- Kind of record that makes a company known, and its key. -#}
{%- set keys = {
    'apollo_scrape': 'domain',
    'cleaned_company_names': 'domain',
    'company_discovery': 'domain',
    'company_firmographics': 'company_domain',
    'company_upsert': 'company_domain',
    'company_vc_investor_list': 'company_domain',
    'crunchbase_portfolio_company': 'domain',
    'job_posting': 'company_domain',
    'leadmagic_company_enrichment': 'domain',
    'nostra_ecom_companies': 'domain',
    'person_discovery': 'company_domain',
    'salesnav_company': 'domain',
    'vc_portfolio': 'domain'
} -%}

{% for kind, key in keys.items() -%}
{{ missing_in_core(
    'core__companies', 'extracted__' ~ kind, {'alias_domain': 'record.' ~ key},
    'record.rejected_reason is null and record.' ~ key ~ ' is not null', 'ops__known_company_domains'
) }}
union all
{% endfor -%}
{{ missing_in_core(
    'core__companies', 'extracted__person_experience', {'alias_domain': 'record.company_domain'},
    'record.company_domain is not null', 'ops__known_company_domains'
) }}
