{% macro run_subjects() -%}
    {#- Whom a kind of record is about. `key`: over the parent's row (`record`), where it is not the key that landing made.
        `core`: tables and columns in which the entity stands once it is coalesced (empty: it reaches none; `events`: by
        the record's own event); `core_key`: what stands there, when it is not the key. `follows`: core may know the
        entity by its canonical domain or address. `also`: one more entity; `keys`: a list of entities. -#}
    {%- set company = {'follows': 'company', 'core': ['core__companies.domain']} -%}
    {%- set person = {'follows': 'person', 'core': ['core__people.linkedin_url']} -%}
    {%- set vendor = {'key': 'record.origin_company_domain', 'follows': 'company'} -%}
    {%- set signal = {'core': 'events'} -%}
    {{- return({
        'ads_check': {'key': 'record.domain', 'follows': 'company', 'core': ['core__company_ads.domain']},
        'apollo_companies_cleaned': {'core': []},
        'apollo_people_cleaned': dict(person, key='record.linkedin_url'),
        'apollo_scrape': dict(
            company, key='record.domain', also={'entity_type': 'person', 'key': 'record.person_linkedin_url'},
            core=['core__companies.domain', 'core__people.linkedin_url'], follows='both'
        ),
        'builtwith_scan': {'key': 'record.domain', 'follows': 'company', 'core': ['core__company_technologies.domain']},
        'case_study_buyer_report': dict(vendor, core=['core__case_study_champions.origin_company_domain']),
        'case_study_details': dict(vendor, core=['core__company_customers.origin_company_domain']),
        'cleaned_company_names': dict(company, key='record.domain'),
        'company_classification': {
            'key': 'record.domain', 'follows': 'company', 'core': ['core__company_business_model.domain']
        },
        'company_customer_research': dict(vendor, core=['core__company_customers.origin_company_domain']),
        'company_discovery': dict(company, key='record.domain'),
        'company_firmographics': dict(company, key='record.company_domain'),
        'company_inference': {
            'key': 'record.company_domain', 'follows': 'company', 'core': [
                'core__company_inferences.domain', 'core__company_comparison_pages.domain',
                'core__company_webinars.domain'
            ]
        },
        'company_public': {'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_public.domain']},
        'company_upsert': dict(company, key='record.company_domain'),
        'company_vc_investor_list': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_vc_investors.company_domain']
        },
        'crunchbase_domain_inference': {'core': []},
        'crunchbase_portfolio_company': {
            'key': 'record.domain', 'follows': 'company', 'core': ['core__company_vc_investors.company_domain']
        },
        'icp_criteria': {'key': 'record.domain', 'core': ['core__icp_criteria.domain']},
        'icp_fit_criterion': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_industries': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_job_titles': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_value_proposition': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_verdict': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_icp_verdicts.company_domain']
        },
        'job_change': dict(signal, key='record.person_linkedin_url'),
        'job_posting': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_job_postings.domain']
        },
        'leadmagic_company_enrichment': dict(company, key='record.domain'),
        'location_lookup': {'core': []},
        'new_hire': dict(signal, key='coalesce(record.company_domain, record.company_linkedin_url)'),
        'nostra_ecom_companies': dict(company, key='record.domain'),
        'nostra_ecom_people': dict(person, key='record.person_linkedin_url'),
        'person_discovery': dict(person, key='record.linkedin_url'),
        'person_email': {
            'key': 'record.person_linkedin_url', 'core_key': 'record.email', 'core': ['core__person_emails.email']
        },
        'person_profile': dict(person, key='record.linkedin_url'),
        'person_title_enrichment': dict(person, key='record.linkedin_url'),
        'predictleads_scan': {
            'key': 'record.domain', 'follows': 'company', 'core': ['core__company_predictleads_technologies.domain']
        },
        'promotion': dict(signal, key='record.person_linkedin_url'),
        'salesnav_company': dict(company, key='record.domain'),
        'salesnav_scrapes_person': dict(person, key='record.linkedin_url'),
        'signal_news_fundraising': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_funding.domain']
        },
        'similar_company_search': {
            'key': 'record.input_domain', 'keys': 'record.input_domains', 'follows': 'company',
            'core': ['core__company_similar_companies_preview.input_domain']
        },
        'target_client_icp': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'target_client_view': {'key': 'record.domain', 'core': ['extracted__target_client_view_claims.domain']},
        'vc_domain': {'core_key': 'record.vc_key', 'core': ['core__vc_firms.vc_key']},
        'vc_portfolio': dict(company, key='record.domain'),
        'workflow_request': {'core': []},
    }) -}}
{%- endmacro %}
