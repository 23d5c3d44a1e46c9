{#- Kind of record that makes a person known: its key, an address of the person, alias or not. -#}
{%- set kinds = {
    'apollo_people_cleaned': ['linkedin_url', none, none],
    'apollo_scrape': ['person_linkedin_url', none, none],
    'nostra_ecom_people': ['person_linkedin_url', none, none],
    'person_discovery': ['linkedin_url', none, none],
    'person_profile': ['linkedin_url', none, none],
    'person_title_enrichment': ['linkedin_url', none, none],
    'salesnav_scrapes_person': ['linkedin_url', none, none],
} -%}

{{ records_not_offered(kinds, 'core.people', 'extracted__person_attributes', 'linkedin_url', 'linkedin_url') }}
union all
{{ offers_not_shown('person', 'core__people', 'ops__person_urls', 'linkedin_url') }}
