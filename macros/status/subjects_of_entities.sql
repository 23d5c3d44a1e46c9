{% macro subjects_of_entities() -%}
    {#- Kinds of record that make a company or person known, that speak of a vendor's customers or of events, or that reach
        no table of core (macro run_subjects). -#}
    {%- set company = {'follows': 'company', 'core': ['core__companies.domain']} -%}
    {%- set person = {'follows': 'person', 'core': ['core__people.linkedin_url']} -%}
    {%- set vendor = {'key': 'record.origin_company_domain', 'follows': 'company'} -%}
    {%- set signal = {'core': 'events'} -%}
    {{- return({
        'apollo_companies_cleaned': {'core': []},
        'apollo_people_cleaned': dict(person, key='record.linkedin_url'),
        'apollo_scrape': dict(
            company, key='record.domain', also={'entity_type': 'person', 'key': 'record.person_linkedin_url'},
            core=['core__companies.domain', 'core__people.linkedin_url'], follows='both'
        ),
        'case_study_buyer_report': dict(vendor, core=['core__case_study_champions.origin_company_domain']),
        'case_study_details': dict(vendor, core=['core__company_customers.origin_company_domain']),
        'cleaned_company_names': dict(company, key='record.domain'),
        'company_customer_research': dict(vendor, core=['core__company_customers.origin_company_domain']),
        'company_discovery': dict(company, key='record.domain'),
        'company_firmographics': dict(company, key='record.company_domain'),
        'company_upsert': dict(company, key='record.company_domain'),
        'crunchbase_domain_inference': {'core': []},
        'job_change': dict(signal, key='record.person_linkedin_url'),
        'leadmagic_company_enrichment': dict(company, key='record.domain'),
        'location_lookup': {'core': []},
        'new_hire': dict(signal, key='coalesce(record.company_domain, record.company_linkedin_url)'),
        'nostra_ecom_companies': dict(company, key='record.domain'),
        'nostra_ecom_people': dict(person, key='record.person_linkedin_url'),
        'person_discovery': dict(person, key='record.linkedin_url'),
        'person_profile': dict(person, key='record.linkedin_url'),
        'person_title_enrichment': dict(person, key='record.linkedin_url'),
        'promotion': dict(signal, key='record.person_linkedin_url'),
        'salesnav_company': dict(company, key='record.domain'),
        'salesnav_scrapes_person': dict(person, key='record.linkedin_url'),
        'vc_portfolio': dict(company, key='record.domain'),
        'workflow_request': {'core': []},
    }) -}}
{%- endmacro %}
