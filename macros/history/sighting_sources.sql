{% macro sighting_sources() -%}
    {#- Kinds of record that name the present employer of a person, with their columns. -#}
    {{- return({
        'person_profile': {
            'person': 'linkedin_url', 'domain': 'latest_company_domain', 'company': 'latest_company',
            'title': 'latest_title', 'start': 'latest_start_date'
        },
        'person_discovery': {
            'person': 'linkedin_url', 'domain': 'company_domain', 'company': 'latest_company',
            'title': 'latest_title', 'start': 'latest_start_date'
        },
        'person_title_enrichment': {
            'person': 'linkedin_url', 'domain': 'company_domain', 'company': 'latest_company',
            'title': 'latest_title', 'start': 'latest_start_date'
        },
        'salesnav_scrapes_person': {
            'person': 'linkedin_url', 'domain': 'domain', 'company': 'company_name', 'title': 'job_title',
            'start': 'job_started_on'
        },
        'apollo_people_cleaned': {
            'person': 'linkedin_url', 'domain': 'company_domain', 'company': 'company_name', 'title': 'job_title'
        },
        'apollo_scrape': {
            'person': 'person_linkedin_url', 'domain': 'domain', 'company': 'company_name', 'title': 'title'
        },
        'nostra_ecom_people': {'person': 'person_linkedin_url', 'domain': 'domain', 'company': 'company_name'}
    }) -}}
{%- endmacro %}
