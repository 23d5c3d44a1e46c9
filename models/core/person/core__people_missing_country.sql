{{ config(materialized='view') }}
{%- set newest_first = 'order by said.observed_at desc, said.record_id desc' %}

select
    person.id,
    person.linkedin_url,
    person.full_name,
    sent.profile_location,
    sent.discovery_location,
    sent.salesnav_location
from {{ ref('core__people') }} as person
left join {{ ref('core__person_locations') }} as placed on person.linkedin_url = placed.linkedin_url
left join lateral (
    select
        (array_agg(said.value {{ newest_first }}) filter (where said.source_kind = 'person_profile'))[1]
            as profile_location,
        (array_agg(said.value {{ newest_first }}) filter (where said.source_kind = 'person_discovery'))[1]
            as discovery_location,
        (array_agg(said.value {{ newest_first }}) filter (where said.source_kind = 'salesnav_scrapes_person'))[1]
            as salesnav_location
    from ({{ person_offers() }}) as said
    where said.linkedin_url = person.linkedin_url and said.attribute = 'location_name'
) as sent on true
where placed.country is null
