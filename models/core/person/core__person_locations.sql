{{ config(materialized='view') }}

with person as (
    select
        linkedin_url,
        location_name,
        {{ function('lookup_key') }}(location_name) as location_key,
        country,
        attribute_sources,
        coalesce(
            attribute_sources #>> '{location_name,source_id}', attribute_sources #>> '{city,source_id}'
        )::uuid as record_id,
        updated_at
    from {{ ref('core__people') }}
),

-- Places that came parsed, by the record that the person's location comes from.
parsed as (
    {% for kind in ['person_discovery', 'person_title_enrichment', 'salesnav_scrapes_person'] -%}
    select
        record_id,
        '{{ kind }}' as source_kind,
        city,
        state,
        country
    from {{ ref('extracted__' ~ kind) }}
    where rejected_reason is null and coalesce(city, state, country) is not null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

own as (
    select
        person.*,
        parsed.source_kind,
        parsed.city,
        parsed.state,
        coalesce(named.name, parsed.country) as parsed_country
    from person
    left join parsed on person.record_id = parsed.record_id
    left join {{ ref('reference__country_spellings') }} as named on lower(parsed.country) = named.spelling
),

-- The look-up of the text, else the rule that reads it, counts where it knows more; neither places anybody in a country
-- that the person is not in.
placed as (
    select
        own.*,
        coalesce(known.city, spelled.city) as known_city,
        coalesce(known.state, spelled.state) as known_state,
        coalesce(known.country, spelled.country) as known_country,
        case when known.location_key is not null then 'location_lookup' else 'location_rule' end as known_by,
        num_nonnulls(coalesce(known.city, spelled.city), coalesce(known.state, spelled.state))
        > num_nonnulls(own.city, own.state) as is_looked_up
    from own
    left join {{ ref('reference__location_lookup') }} as known
        on
            own.location_key = known.location_key
            and (known.country = coalesce(own.parsed_country, own.country)) is not false
    left join {{ ref('reference__location_rules') }} as spelled
        on
            own.location_name = spelled.location_name
            and known.location_key is null
            and {{ is_in_place('coalesce(own.parsed_country, own.country)', 'spelled') }}
)

select
    linkedin_url,
    location_name as raw_location,
    coalesce(parsed_country, country, known_country) as country,
    coalesce(
        case when parsed_country is not null then source_kind end,
        attribute_sources #>> '{country,source_kind}',
        attribute_sources #>> '{location_name,source_kind}',
        attribute_sources #>> '{city,source_kind}'
    ) as source,
    updated_at,
    case when is_looked_up then known_city else city end as city,
    case when is_looked_up then known_state else state end as state,
    case when is_looked_up then known_city else city end is not null as has_city,
    case when is_looked_up then known_state else state end is not null as has_state,
    coalesce(parsed_country, country, known_country) is not null as has_country,
    case
        when is_looked_up then known_by
        when coalesce(city, state) is not null then source_kind
    end as location_match_source
from placed
where coalesce(location_name, country, parsed_country, city, state) is not null
