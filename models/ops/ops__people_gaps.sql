{#- Kind of record that makes a person known, and its key: an address of the person, alias or not. -#}
{%- set keys = {
    'apollo_people_cleaned': 'linkedin_url',
    'apollo_scrape': 'person_linkedin_url',
    'nostra_ecom_people': 'person_linkedin_url',
    'person_discovery': 'linkedin_url',
    'person_profile': 'linkedin_url',
    'person_title_enrichment': 'linkedin_url',
    'salesnav_scrapes_person': 'linkedin_url'
} -%}

select
    'core.people' as core_table,
    extracted_table,
    workflow_slug,
    entity_key,
    since
from (
    {% for kind, key in keys.items() -%}
    {{ missing_in_core(
        'ops__person_urls', 'extracted__' ~ kind, {'linkedin_url': 'record.' ~ key},
        'record.rejected_reason is null and record.' ~ key ~ ' is not null', told_as='core.people'
    ) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
) as gap
