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
-- From offers to golden records: there is one, and it says what is offered.
select
    'core.people' as core_table,
    'extracted.person_attributes' as extracted_table,
    offer.workflow_slug,
    offer.linkedin_url as entity_key,
    min(offer.observed_at) as since
from {{ ref('extracted__person_attributes') }} as offer
left join {{ ref('ops__person_urls') }} as known on offer.linkedin_url = known.linkedin_url
where
    offer.attribute = 'linkedin_url' and known.linkedin_url is null
    and {{ is_compared('core.people', 'extracted.person_attributes', 'offer') }}
group by offer.workflow_slug, offer.linkedin_url
union all
select
    'core.people' as core_table,
    'extracted.person_attributes' as extracted_table,
    workflow_slug,
    concat_ws(' / ', entity_key, attribute) as entity_key,
    min(observed_at) as since
from (
    {{ unheard_offers(
        'person', ref('core__people'), is_compared('core.people', 'extracted.person_attributes', 'offer')
    ) }}
) as unheard
group by workflow_slug, entity_key, attribute
