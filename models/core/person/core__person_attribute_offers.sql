{{ config(materialized='view') }}

with offer as (
    {{ person_offers() }}
),

prioritised as (
    {{ with_priority('person', 'offer') }}
),

-- What the golden record names as its source has won; what would go before that was left out on purpose.
compared as (
    select
        prioritised.*,
        coalesce(country.name, prioritised.value) as shown_value,
        (
            person.attribute_sources #>> array[prioritised.attribute, 'source_id'],
            person.attribute_sources #>> array[prioritised.attribute, 'source_kind']
        ) = (prioritised.record_id::text, prioritised.source_kind) as has_won,
        row_number() over (
            partition by prioritised.linkedin_url, prioritised.attribute order by {{ offer_order() }}
        ) as place
    from prioritised
    left join {{ ref('core__people') }} as person on prioritised.linkedin_url = person.linkedin_url
    left join {{ ref('reference__country_spellings') }} as country
        on prioritised.attribute = 'country' and lower(prioritised.value) = country.spelling
    -- A place alone is no value of the golden record; core.person_locations shows it.
    where prioritised.attribute not in ('linkedin_url', 'place')
),

judged as (
    select
        compared.*,
        coalesce(place >= min(place) filter (where has_won) over (partition by linkedin_url, attribute), false) as fits
    from compared
),

ranked as (
    select
        judged.*,
        row_number() over (partition by linkedin_url, attribute order by fits desc, place) as offer_rank
    from judged
)

select
    linkedin_url,
    attribute,
    shown_value as value,
    value as raw_value,
    source_kind,
    workflow_slug,
    record_id,
    entity_key,
    payload_id,
    observed_at,
    priority,
    offer_rank::integer as offer_rank,
    fits and offer_rank = 1 as is_winner,
    {{ why_offer_stands('linkedin_url', 'fits', 'does not fit what won') }} as why,
    known_as as offered_for
from ranked
