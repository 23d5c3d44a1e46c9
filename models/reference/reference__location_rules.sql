{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set sources = location_texts('news') -%}
{%- set plan = plan_window(sources.keys() | list) -%}

with said as (
    {% for model, (name, wanted) in sources.items() -%}
    select {{ name }} as location_name
    from {{ ref(model) }} as news
    where
        {{ wanted }} and length({{ name }}) <= 400
        and {{ is_news(plan, model, 'news', absent({'location_name': name})) }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

-- From the last part to the first, without postcodes.
split as (
    select
        said.location_name,
        array_agg(part.name order by part.place desc) filter (where part.name <> '') as parts
    from said
    cross join
        lateral (
            select
                listed.place,
                regexp_replace(
                    {{ function('clean_line') }}(listed.name), ' +(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$', ''
                ) as name
            from unnest(string_to_array(said.location_name, ',')) with ordinality as listed (name, place)
        ) as part
    group by said.location_name
),

region as (
    select
        spelling,
        case when count(*) = 1 then min(country) end as country,
        bool_and(is_code) as is_code,
        bool_or(is_also_city) as is_also_city,
        bool_or(needs_country) as needs_country
    from {{ ref('reference__region_spellings') }}
    group by spelling
),

known as (
    select
        split.location_name,
        split.parts,
        cardinality(split.parts) as length,
        -- 'CA' is Canada behind a province, else California; 'Georgia' is nothing for certain.
        case
            when last_region.spelling is null or last_region.is_code and middle.spelling is not null
                then last_country.name
        end as country,
        case
            when last_country.name is null or last_region.is_code and middle.spelling is null
                then last_region.spelling
        end as region,
        last_region.country as region_country,
        last_region.is_code as region_is_code,
        last_region.is_also_city as region_is_city,
        last_region.needs_country,
        middle.spelling is not null and not middle.is_also_city
        or split.parts[2] ~* '^(?:co|county) \S|\S(?: county| state| province| region|shire)$' as middle_is_region,
        split.parts[2] !~ '\d' and before.name is null and split.parts[2] !~* '^(?:remote|hybrid|virtual|nationwide)\M'
            as middle_is_city,
        split.parts[3] !~ '\d' as first_is_city
    from split
    -- 'Vancouver, Canada Area' is Vancouver in Canada.
    left join {{ ref('reference__country_spellings') }} as last_country
        on regexp_replace(lower(split.parts[1]), ' area$', '') = last_country.spelling
    left join region as last_region on lower(split.parts[1]) = last_region.spelling
    left join {{ ref('reference__region_spellings') }} as middle
        on lower(split.parts[2]) = middle.spelling and last_country.name = middle.country
    left join {{ ref('reference__country_spellings') }} as before
        on lower(split.parts[2]) = before.spelling and length(before.spelling) > 3 and middle.spelling is null
),

ruled as (
    select
        known.*,
        case
            when length = 1 and country is not null then 'country'
            when length = 1 and region is not null and not region_is_code and not region_is_city then 'region'
            when
                length = 1 and region is null and parts[1] !~ '\d'
                and parts[1] ~* '^greater \S|\S (?:metropolitan (?:area|region)|metro area|metroplex|area)$'
                then 'metro_area'
            when length = 2 and country is not null and middle_is_region then 'region_country'
            when length = 2 and country is not null and middle_is_city then 'city_country'
            when length = 2 and region is not null and middle_is_city then 'city_region'
            when length = 3 and country is not null and middle_is_city and first_is_city then 'city_region_country'
            when length = 3 and region is not null and middle_is_city and not first_is_city then 'street_city_region'
            when
                length >= 4 and country is not null and middle_is_region and first_is_city
                then 'street_city_region_country'
            when length >= 2 and country is not null then 'something_country'
        end as rule
    from known
)

select
    location_name,
    rule,
    case
        when rule = 'metro_area' then parts[1]
        when rule in ('city_country', 'city_region', 'street_city_region') then parts[2]
        when rule in ('city_region_country', 'street_city_region_country') then parts[3]
    end as city,
    case
        when rule in ('region', 'city_region', 'street_city_region') then parts[1]
        when rule in ('region_country', 'city_region_country', 'street_city_region_country') then parts[2]
    end as state,
    case when rule is not null then country end as country,
    case when rule is not null then coalesce(country, region_country) end as in_country,
    country is not null or needs_country is not true as is_certain,
    {{ generation(plan) }} as changed_in
from ruled
