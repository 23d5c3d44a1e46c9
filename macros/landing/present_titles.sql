{% macro present_titles() -%}
    {#- Who names the present title of a person: kind of record to the columns of person and title, of which the first that
        was sent counts. -#}
    {{- return({
        'person_discovery': ['linkedin_url', ['latest_title']],
        'person_profile': ['linkedin_url', ['latest_title']],
        'salesnav_scrapes_person': ['linkedin_url', ['job_title', 'cleaned_job_title']],
        'apollo_people_cleaned': ['linkedin_url', ['job_title', 'cleaned_job_title']],
        'apollo_scrape': ['person_linkedin_url', ['title']],
        'person_title_enrichment': ['linkedin_url', ['latest_title', 'cleaned_job_title']]
    }) -}}
{%- endmacro %}
