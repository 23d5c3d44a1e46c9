{#- Kind of record that makes a person known: its key, an address of the person, alias or not. -#}
{%- set kinds = {
    'apollo_people_cleaned': {'key': 'linkedin_url'},
    'apollo_scrape': {'key': 'person_linkedin_url'},
    'nostra_ecom_people': {'key': 'person_linkedin_url'},
    'person_discovery': {'key': 'linkedin_url'},
    'person_profile': {'key': 'linkedin_url'},
    'person_title_enrichment': {'key': 'linkedin_url'},
    'salesnav_scrapes_person': {'key': 'linkedin_url'},
} -%}

{{ records_not_offered('person', 'core__people', kinds) }}
union all
{{ offers_not_shown('person', 'core__people') }}
