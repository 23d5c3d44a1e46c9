{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'has_country is null'}) }}
{%- set sources = {
    'extracted__person_attributes': {'who': 'news.linkedin_url'},
    'reference__person_identities': {'who': 'news.linkedin_url'},
    'reference__places': {
        'who': 'placed.linkedin_url', 'through': [[this, 'placed', 'news.location_key = placed.location_key']]
    }
} -%}
{%- set plan = plan_window(sources.keys() | list) -%}
{%- set of_the_record = 'address.known_as = record.linkedin_url and person.record_id = record.record_id' -%}
{%- set country = 'coalesce(own.parsed_country, own.country)' -%}
{%- set answered = 'own.location_key = known.location_key and (known.country = ' ~ country ~ ') is not false' -%}
{%- set ruled = 'own.location_name = spelled.location_name and known.location_key is null and '
    ~ is_in_place(country, 'spelled') -%}

with concerned as (
    {{ concerned_by_news(plan, sources, 'linkedin_url') }}
),

address as (
    {{ addresses_of_persons('concerned') }}
),

person as (
    select
        changed.linkedin_url,
        known.linkedin_url is not null as is_known,
        known.location_name,
        {{ function('lookup_key') }}(known.location_name) as location_key,
        known.country,
        known.attribute_sources,
        coalesce(
            known.attribute_sources #>> '{location_name,source_id}', known.attribute_sources #>> '{place,source_id}'
        )::uuid as record_id,
        coalesce(
            known.attribute_sources #>> '{location_name,observed_at}',
            known.attribute_sources #>> '{place,observed_at}',
            known.attribute_sources #>> '{country,observed_at}'
        )::timestamptz as created_at,
        known.updated_at
    from (select distinct address.linkedin_url from address) as changed
    {{ look_up(ref('core__people'), 'known', 'changed.linkedin_url = known.linkedin_url') }}
),

-- Places that came parsed: of the record of the person's text, else of the best with a place alone, under any address.
parsed as (
    {% for kind in ['person_discovery', 'person_title_enrichment', 'salesnav_scrapes_person'] -%}
    select
        person.linkedin_url,
        '{{ kind }}' as source_kind,
        record.city,
        record.state,
        record.country
    from person
    inner join address on person.linkedin_url = address.linkedin_url
    {{ look_up(ref('extracted__' ~ kind), 'record', of_the_record, 'inner') }}
    where record.rejected_reason is null and coalesce(record.city, record.state, record.country) is not null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

named as (
    select
        parsed.*,
        coalesce(
            (select jsonb_object_agg(spelling, name) from {{ ref('reference__country_spellings') }})
            ->> lower(parsed.country), parsed.country
        ) as parsed_country
    from parsed
),

-- A place alone says where somebody is only as a whole: it does not go with a country of another record.
own as (
    select
        person.*,
        named.source_kind,
        named.city,
        named.state,
        named.parsed_country
    from person
    left join named
        on
            person.linkedin_url = named.linkedin_url
            and coalesce(
                person.location_name is not null or person.country = named.parsed_country, person.country is null
            )
),

-- The look-up of the text, else the rule that reads it, counts where it knows more; neither places anybody in a country
-- that the person is not in.
looked_up as (
    select
        own.*,
        coalesce(known.city, spelled.city) as known_city,
        coalesce(known.state, spelled.state) as known_state,
        coalesce(known.country, spelled.country) as known_country,
        case when known.location_key is not null then 'location_lookup' else 'location_rule' end as known_by,
        num_nonnulls(coalesce(known.city, spelled.city), coalesce(known.state, spelled.state))
        > num_nonnulls(own.city, own.state) as is_looked_up
    from own
    {{ look_up(ref('reference__places'), 'known', answered) }}
    {{ look_up(ref('reference__location_rules'), 'spelled', ruled) }}
),

placed as (
    select
        looked_up.*,
        case when is_looked_up then known_city else city end as shown_city,
        case when is_looked_up then known_state else state end as shown_state,
        left(coalesce(parsed_country, country, known_country), 100) as shown_country,
        is_known and coalesce(location_name, country, parsed_country, city, state) is not null as has_place
    from looked_up
)

select
    linkedin_url,
    {{ function('stable_uuid') }}(linkedin_url) as id,
    location_name as raw_location,
    shown_country as country,
    coalesce(
        case when parsed_country is not null then source_kind end,
        attribute_sources #>> '{country,source_kind}',
        attribute_sources #>> '{location_name,source_kind}',
        attribute_sources #>> '{place,source_kind}'
    ) as source,
    created_at,
    updated_at,
    shown_city as city,
    shown_state as state,
    case when has_place then shown_city is not null end as has_city,
    case when has_place then shown_state is not null end as has_state,
    case when has_place then shown_country is not null end as has_country,
    case when is_looked_up then known_by when coalesce(city, state) is not null then source_kind end
        as location_match_source,
    location_key
from placed
{% if not is_incremental() -%}
where has_place
{%- endif %}
