{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'has_country is null'}) }}
{#- Whose news may place a person elsewhere, and whom (macro concerned_by_news). -#}
{%- set sources = {
    'extracted__person_attributes': {'who': 'news.linkedin_url'},
    'reference__places': {
        'who': 'placed.linkedin_url', 'through': [[this, 'placed', 'news.location_key = placed.location_key']]
    }
} -%}
{%- set plan = plan_window(sources.keys() | list) -%}

with changed as (
    {{ concerned_by_news(plan, sources, 'linkedin_url') }}
),

person as (
    select
        known.linkedin_url,
        known.location_name,
        {{ function('lookup_key') }}(known.location_name) as location_key,
        known.country,
        known.attribute_sources,
        coalesce(
            known.attribute_sources #>> '{location_name,source_id}', known.attribute_sources #>> '{city,source_id}'
        )::uuid as record_id,
        known.updated_at
    from changed
    inner join {{ ref('core__people') }} as known on changed.linkedin_url = known.linkedin_url
),

-- Places that came parsed, by the record that the person's location comes from.
parsed as (
    {% for kind in ['person_discovery', 'person_title_enrichment', 'salesnav_scrapes_person'] -%}
    select
        record.linkedin_url,
        record.record_id,
        '{{ kind }}' as source_kind,
        record.city,
        record.state,
        record.country
    from person as wanted
    inner join {{ ref('extracted__' ~ kind) }} as record
        on wanted.linkedin_url = record.linkedin_url and wanted.record_id = record.record_id
    where record.rejected_reason is null and coalesce(record.city, record.state, record.country) is not null
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
    left join parsed on person.linkedin_url = parsed.linkedin_url and person.record_id = parsed.record_id
    left join {{ ref('reference__country_spellings') }} as named on lower(parsed.country) = named.spelling
),

-- The look-up of the text counts where it knows more, and places nobody in a country that the person is not in.
placed as (
    select
        own.*,
        known.city as known_city,
        known.state as known_state,
        known.country as known_country,
        num_nonnulls(known.city, known.state) > num_nonnulls(own.city, own.state) as is_looked_up
    from own
    left join {{ ref('reference__places') }} as known
        on
            own.location_key = known.location_key
            and (known.country = coalesce(own.parsed_country, own.country)) is not false
    where coalesce(own.location_name, own.country, own.parsed_country, own.city, own.state) is not null
)

select
    changed.linkedin_url,
    placed.location_name as raw_location,
    coalesce(placed.parsed_country, placed.country, placed.known_country) as country,
    coalesce(
        case when placed.parsed_country is not null then placed.source_kind end,
        placed.attribute_sources #>> '{country,source_kind}',
        placed.attribute_sources #>> '{location_name,source_kind}',
        placed.attribute_sources #>> '{city,source_kind}'
    ) as source,
    placed.updated_at,
    case when placed.is_looked_up then placed.known_city else placed.city end as city,
    case when placed.is_looked_up then placed.known_state else placed.state end as state,
    case
        when placed.linkedin_url is not null
            then case when placed.is_looked_up then placed.known_city else placed.city end is not null
    end as has_city,
    case
        when placed.linkedin_url is not null
            then case when placed.is_looked_up then placed.known_state else placed.state end is not null
    end as has_state,
    case
        when placed.linkedin_url is not null
            then coalesce(placed.parsed_country, placed.country, placed.known_country) is not null
    end as has_country,
    case
        when placed.is_looked_up then 'location_lookup'
        when coalesce(placed.city, placed.state) is not null then placed.source_kind
    end as location_match_source,
    placed.location_key
from changed
left join placed on changed.linkedin_url = placed.linkedin_url
{% if not is_incremental() -%}
where placed.linkedin_url is not null
{%- endif %}
