{{ config(materialized='view') }}
{%- set of_one_record = "(own.records -> 'location' = own.records -> 'country') is not false" -%}

with offered as (
    select
        sent.company_domain as domain,
        sent.source_kind as source,
        sent.attribute,
        sent.value,
        sent.parts,
        coalesce(country.name, sent.country) as country,
        country.name as named_country,
        sent.observed_at,
        jsonb_build_array(sent.workflow_slug, sent.record_id) as record
    from (
        select
            offer.*,
            opened.parts,
            case when offer.attribute = 'country' then offer.value else opened.parts ->> 'country' end as country
        from {{ ref('reference__company_source_values') }} as offer
        cross join
            lateral (
                select case
                    when offer.attribute in ('place', 'place_state', 'region')
                        then {{ function('try_jsonb') }}(offer.value)
                end as parts
            ) as opened
        where offer.attribute in ('location', 'country', 'place', 'place_state', 'region')
    ) as sent
    left join {{ ref('reference__country_spellings') }} as country on lower(sent.country) = country.spelling
),

-- A place that a record named in another country is no longer that of the source.
compared as (
    select
        offered.*,
        parts is null
        or (
            lower(country)
            = lower(max(country) filter (where attribute = 'country') over (partition by domain, source))
        ) is not false as fits
    from offered
),

said as (
    select
        domain,
        source,
        max(value) filter (where attribute = 'location') as raw_location,
        max(value) filter (where attribute = 'country') as raw_country,
        max(country) filter (where attribute = 'country') as country,
        max(named_country) filter (where attribute = 'country') as named_country,
        -- A record with a city goes before one of a state alone.
        (array_agg(parts order by attribute) filter (where parts is not null))[1] as place,
        (array_agg(parts order by attribute) filter (where parts ? 'state'))[1] as place_of_state,
        (array_agg(observed_at order by attribute) filter (where parts is not null))[1] as place_seen_at,
        max(observed_at) filter (where attribute = 'location') as location_seen_at,
        jsonb_object_agg(attribute, record) as records,
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from compared
    where fits
    group by domain, source
),

own as (
    select
        said.*,
        {{ function('lookup_key') }}(said.raw_location) as location_key,
        said.place ->> 'city' as city,
        -- Of the newest record that names one: of this city, or alone where no city is known.
        case
            when coalesce(lower(said.place_of_state ->> 'city'), '') = coalesce(lower(said.place ->> 'city'), '')
                then said.place_of_state ->> 'state'
        end as state,
        said.location_seen_at > said.place_seen_at as has_moved
    from said
),

-- The look-up of the text, else the rule that reads it, counts where it knows more, or as much of a newer text; neither
-- places a company in a country that it is not in. A text of another record than the country must name that country.
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
        on own.location_key = known.location_key and coalesce(own.country = known.country, {{ of_one_record }})
    left join {{ ref('reference__location_rules') }} as spelled
        on
            own.raw_location = spelled.location_name
            and known.location_key is null
            and {{ is_in_place('own.country', 'spelled') }}
            and coalesce(own.country = spelled.in_country, {{ of_one_record }})
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
    case when is_looked_up then known_city else city end as matched_city,
    case when is_looked_up then known_state else state end as matched_state,
    coalesce(named_country, known_country) as matched_country,
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
-- The record of what is shown: of the text that was looked up, else of the place, the country or the text.
cross join lateral (
    select case
        when is_looked_up and coalesce(known_city, known_state) is not null then records -> 'location'
        else coalesce(records -> 'place', records -> 'region', records -> 'country', records -> 'location')
    end as record
) as speaking
