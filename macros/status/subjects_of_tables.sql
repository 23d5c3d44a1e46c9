{% macro subjects_of_tables() -%}
    {#- Kinds of record that fill a table of core with facts about a company, person or target client (macro run_subjects). -#}
    {{- return({
        'ads_check': {'key': 'record.domain', 'follows': 'company', 'core': ['core__company_ads.domain']},
        'builtwith_scan': {'key': 'record.domain', 'follows': 'company', 'core': ['core__company_technologies.domain']},
        'company_classification': {
            'key': 'record.domain', 'follows': 'company', 'core': ['core__company_business_model.domain']
        },
        'company_inference': {
            'key': 'record.company_domain', 'follows': 'company', 'core': [
                'core__company_inferences.domain', 'core__company_comparison_pages.domain',
                'core__company_webinars.domain'
            ]
        },
        'company_public': {'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_public.domain']},
        'company_vc_investor_list': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_vc_investors.company_domain']
        },
        'crunchbase_portfolio_company': {
            'key': 'record.domain', 'follows': 'company', 'core': [
                'core__company_vc_investors.company_domain', 'core__company_funding.domain'
            ]
        },
        'icp_criteria': {'key': 'record.domain', 'core': ['core__icp_criteria.domain']},
        'icp_fit_criterion': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_industries': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_job_titles': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_value_proposition': {'key': 'record.domain', 'core': ['core__target_client_icps.domain']},
        'icp_verdict': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_icp_verdicts.company_domain']
        },
        'job_posting': {
            'key': 'record.company_domain', 'follows': 'company', 'core': ['core__company_job_postings.domain']
        },
        'person_email': {
            'key': 'record.person_linkedin_url', 'core_key': 'record.email', 'core': ['core__person_emails.email']
        },
        'predictleads_scan': {
            'key': 'record.domain', 'follows': 'company', 'core': ['core__company_predictleads_technologies.domain']
        },
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
    }) -}}
{%- endmacro %}
