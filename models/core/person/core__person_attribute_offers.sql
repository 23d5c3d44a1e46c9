{{ config(materialized='view') }}

with offer as (
    select * from {{ ref('extracted__person_attributes') }}
    where attribute <> 'linkedin_url'
),

prioritised as (
    {{ with_priority('person', 'offer') }}
),

ranked as (
    select
        prioritised.*,
        coalesce(country.name, prioritised.value) as shown_value,
        row_number() over (partition by linkedin_url, attribute order by {{ offer_order() }}) as offer_rank
    from prioritised
    left join {{ ref('reference__country_spellings') }} as country
        on prioritised.attribute = 'country' and lower(prioritised.value) = country.spelling
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
    offer_rank = 1 as is_winner,
    {{ why_offer_stands('linkedin_url') }} as why
from ranked
