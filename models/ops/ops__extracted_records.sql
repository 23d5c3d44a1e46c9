{#- Parent model of each kind of record, and where its entity stands in core: table, its key column, the record's; a
    list of such where it may stand in several. A kind that reaches no core table is in none. -#}
{%- set person = "coalesce((select known_as.person_linkedin_url from " ~ ref('reference__person_identities')
    ~ " as known_as where record.person_linkedin_url = known_as.linkedin_url), record.person_linkedin_url)" -%}
{%- set parents = {
    'ads_check': ['core__company_ads', 'domain', 'domain'],
    'apollo_companies_cleaned': none,
    'apollo_people_cleaned': ['ops__person_urls', 'linkedin_url', 'linkedin_url'],
    'apollo_scrape': [
        ['ops__person_urls', 'linkedin_url', 'person_linkedin_url'],
        ['ops__known_company_domains', 'alias_domain', 'domain']
    ],
    'builtwith_scan': ['core__company_technologies', 'domain', 'domain'],
    'case_study_buyer_report': ['core__case_study_champions', 'origin_company_domain', 'origin_company_domain'],
    'case_study_details': ['core__company_customers', 'origin_company_domain', 'origin_company_domain'],
    'cleaned_company_names': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'company_classification': ['core__company_business_model', 'domain', 'domain'],
    'company_customer_research': ['core__company_customers', 'origin_company_domain', 'origin_company_domain'],
    'company_discovery': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'company_firmographics': ['ops__known_company_domains', 'alias_domain', 'company_domain'],
    'company_inference': [
        ['core__company_inferences', 'domain', 'company_domain'],
        ['core__company_comparison_pages', 'domain', 'company_domain'],
        ['core__company_webinars', 'domain', 'company_domain']
    ],
    'company_public': ['core__company_public', 'domain', 'company_domain'],
    'company_upsert': ['ops__known_company_domains', 'alias_domain', 'company_domain'],
    'company_vc_investor_list': ['core__company_vc_investors', 'company_domain', 'company_domain'],
    'crunchbase_domain_inference': none,
    'crunchbase_portfolio_company': [
        ['core__company_vc_investors', 'company_domain', 'domain'], ['core__company_funding', 'domain', 'domain']
    ],
    'icp_criteria': ['core__icp_criteria', 'domain', 'domain'],
    'icp_fit_criterion': ['core__target_client_icps', 'domain', 'domain'],
    'icp_industries': ['core__target_client_icps', 'domain', 'domain'],
    'icp_job_titles': ['core__target_client_icps', 'domain', 'domain'],
    'icp_value_proposition': ['core__target_client_icps', 'domain', 'domain'],
    'icp_verdict': ['core__company_icp_verdicts', 'company_domain', 'company_domain'],
    'job_change': ['core__signals', 'person_linkedin_url', person],
    'job_posting': ['core__company_job_postings', 'domain', 'company_domain'],
    'leadmagic_company_enrichment': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'location_lookup': none,
    'new_hire': [
        ['core__signals', 'company_domain', 'company_domain'],
        ['core__signals', 'company_linkedin_url', 'company_linkedin_url']
    ],
    'nostra_ecom_companies': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'nostra_ecom_people': ['ops__person_urls', 'linkedin_url', 'person_linkedin_url'],
    'person_discovery': ['ops__person_urls', 'linkedin_url', 'linkedin_url'],
    'person_email': ['core__person_emails', 'email', 'email'],
    'person_profile': ['ops__person_urls', 'linkedin_url', 'linkedin_url'],
    'person_title_enrichment': ['ops__person_urls', 'linkedin_url', 'linkedin_url'],
    'predictleads_scan': ['core__company_predictleads_technologies', 'domain', 'domain'],
    'promotion': ['core__signals', 'person_linkedin_url', person],
    'salesnav_company': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'salesnav_scrapes_person': ['ops__person_urls', 'linkedin_url', 'linkedin_url'],
    'signal_news_fundraising': ['core__company_funding', 'domain', 'company_domain'],
    'similar_company_search': ['core__company_similar_companies_preview', 'input_domain', 'input_domain'],
    'target_client_icp': ['core__target_client_icps', 'domain', 'domain'],
    'target_client_view': ['core__target_client_views', 'domain', 'domain'],
    'vc_domain': ['core__vc_firms', 'vc_key', 'vc_key'],
    'vc_portfolio': ['ops__known_company_domains', 'alias_domain', 'domain'],
    'workflow_request': none
} -%}

{% for parent, core in parents.items() -%}
{%- set stands = ['false'] -%}
{%- for table, column, key in ([] if core is none else core if core[0] is not string else [core]) -%}
    {%- do stands.append(
        'coalesce(' ~ (key if 'record.' in key else 'record.' ~ key) ~ ' in (select known.' ~ column ~ ' from ' ~ ref(table) ~ ' as known), false)'
    ) -%}
{%- endfor -%}
select
    '{{ parent }}' as record_kind,
    record.record_id,
    record.workflow_slug,
    record.rejected_reason,
    record.rejected_reason is null and ({{ stands | join(' or ') }}) as is_in_core
from {{ ref('extracted__' ~ parent) }} as record
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
