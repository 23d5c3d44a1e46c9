{{ config(materialized='view') }}

with said as (
    select
        company_domain as domain,
        source_kind as source,
        max(value) filter (where attribute = 'location') as raw_location,
        max(value) filter (where attribute = 'country') as raw_country,
        max(value) filter (where attribute = 'city') as city,
        max(value) filter (where attribute = 'state') as state,
        max(observed_at) filter (where attribute = 'location') as location_seen_at,
        max(observed_at) filter (where attribute = 'city') as city_seen_at,
        max(observed_at) filter (where attribute = 'state') as state_seen_at,
        jsonb_object_agg(attribute, jsonb_build_array(workflow_slug, record_id)) as records,
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from {{ ref('reference__company_source_values') }}
    where attribute in ('location', 'country', 'city', 'state')
    group by company_domain, source_kind
),

own as (
    select
        said.domain,
        said.source,
        said.raw_location,
        {{ function('lookup_key') }}(said.raw_location) as location_key,
        said.raw_country,
        coalesce(named.name, said.raw_country) as country,
        said.city,
        -- The state of an older record is not that of the city.
        case when said.city is null or said.state_seen_at >= said.city_seen_at then said.state end as state,
        said.records,
        said.location_seen_at > greatest(said.city_seen_at, said.state_seen_at) as has_moved,
        said.created_at,
        said.updated_at
    from said
    left join {{ ref('reference__country_spellings') }} as named on lower(said.raw_country) = named.spelling
),

-- The look-up of the text, else the rule that reads it, counts where it knows more, or as much of a newer text; neither
-- places a company in a country that it is not in.
placed as (
    select
        own.*,
        coalesce(known.city, spelled.city) as known_city,
        coalesce(known.state, spelled.state) as known_state,
        coalesce(known.country, spelled.country) as known_country,
        case when known.location_key is not null then 'location_lookup' else 'location_rule' end as known_by,
        num_nonnulls(coalesce(known.city, spelled.city), coalesce(known.state, spelled.state))
        >= num_nonnulls(own.city, own.state)
        + (own.has_moved is not true)::integer as is_looked_up
    from own
    left join {{ ref('reference__location_lookup') }} as known
        on own.location_key = known.location_key and (own.country = known.country) is not false
    left join {{ ref('reference__location_rules') }} as spelled
        on
            own.raw_location = spelled.location_name
            and known.location_key is null
            and {{ is_in_place('own.country', 'spelled') }}
)

select
    {{ function('stable_uuid') }}(domain || '|' || source) as id,
    domain,
    source,
    raw_location,
    raw_country,
    case when is_looked_up then known_city else city end as city,
    case when is_looked_up then known_state else state end as state,
    coalesce(country, known_country) as country,
    created_at,
    updated_at,
    case when is_looked_up then known_city else city end is not null as has_city,
    case when is_looked_up then known_state else state end is not null as has_state,
    coalesce(country, known_country) is not null as has_country,
    case
        when is_looked_up and coalesce(known_city, known_state) is not null then known_by
        when coalesce(city, state) is not null then source
    end as location_match_source,
    speaking.record ->> 0 as workflow_source,
    (speaking.record ->> 1)::uuid as source_id
from placed
-- The record of what is shown: of the text that was looked up, else of the city, the state or the country.
cross join lateral (
    select case
        when is_looked_up and coalesce(known_city, known_state) is not null then records -> 'location'
        else coalesce(
            case when city is not null then records -> 'city' end,
            case when state is not null then records -> 'state' end,
            records -> 'country',
            records -> 'location'
        )
    end as record
) as speaking
