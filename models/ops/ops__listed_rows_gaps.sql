{#- Child: its parent, the column of the parent that counts its rows, the key under which the parent is told, and which
    parents have such children, if not all. -#}
{%- set asked = "record.workflow_slug in (select question.workflow_slug from " ~ ref('inference_questions')
    ~ " as question where question.attribute = '" -%}
{%- set listed = {
    'person_experience': ['person_profile', 'experience_count', 'record.linkedin_url'],
    'person_education': ['person_profile', 'education_count', 'record.linkedin_url'],
    'company_vc_investors': [
        'company_vc_investor_list', 'vcs_named', 'coalesce(record.company_domain, record.company_name)'
    ],
    'cb_vc_portfolio': [
        'crunchbase_portfolio_company', 'vcs_named', 'coalesce(record.domain, record.company_name)'
    ],
    'case_study_champions': ['case_study_details', 'champions_named', 'record.case_study_url'],
    'case_study_buyers': ['case_study_buyer_report', 'buyers_named', 'record.origin_company_domain'],
    'company_inferred_values': ['company_inference', 'answers_given', 'record.company_domain'],
    'company_customers': ['company_customer_research', 'customers_named', 'record.origin_company_domain'],
    'company_builtwith': ['builtwith_scan', 'technologies_listed', 'record.domain'],
    'company_predictleads': ['predictleads_scan', 'technologies_listed', 'record.domain'],
    'company_enrich_similar': [
        'similar_company_search', 'companies_found', 'coalesce(record.input_domain, record.input_domains[1], record.entity_key)'
    ],
    'company_google_ads': ['ads_check', 'ads_listed', 'record.domain', "record.platform = 'google'"],
    'company_linkedin_ads': ['ads_check', 'ads_listed', 'record.domain', "record.platform = 'linkedin'"],
    'company_meta_ads': ['ads_check', 'ads_listed', 'record.domain', "record.platform = 'meta'"],
    'company_webinars': ['company_inference', 'entries_given', 'record.company_domain', asked ~ "webinars')"],
    'company_comparison_pages': [
        'company_inference', 'entries_given', 'record.company_domain', asked ~ "comparison_pages')"
    ],
} -%}
{% for child, parent in listed.items() -%}
{{ short_of_rows('extracted__' ~ child, 'extracted__' ~ parent[0], parent[1], parent[2], parent[3] | default('true')) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
