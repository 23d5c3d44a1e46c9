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

split as (
    {{ location_parts('said') }}
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
        last_country.name as last_country,
        last_region.spelling as last_region,
        last_region.country as region_country,
        last_region.is_code as region_is_code,
        last_region.is_also_city as region_is_city,
        last_region.needs_country,
        last_region.country = last_country.name and not last_region.is_code as is_part,
        last_region.is_code and middle.spelling is not null as is_behind_region,
        middle.spelling is not null and not middle.is_also_city
        or split.parts[2] ~* '^(?:co|county) \S|\S(?: county| state| province| region|shire)$' as middle_is_region,
        split.parts[2] !~ '\d' and split.parts[2] !~* '^(?:remote|hybrid|virtual|nationwide)\M' as middle_is_place,
        before.name as middle_country,
        split.parts[3] !~ '\d' as first_is_city,
        lower(split.parts[1]) || ' ' like lower(split.parts[2]) || ' %'
        or split.parts[1] ~* '\S (?:county|state|province|region|oblast|voivodeship|prefecture|governorate|canton)$'
            as last_is_region
    from split
    -- 'Vancouver, Canada Area' is Vancouver in Canada, 'Austin, Texas Area' Austin in Texas.
    left join {{ ref('reference__country_spellings') }} as last_country
        on regexp_replace(lower(split.parts[1]), ' area$', '') = last_country.spelling
    left join region as last_region
        on regexp_replace(lower(split.parts[1]), ' area$', '') = last_region.spelling
    left join {{ ref('reference__region_spellings') }} as middle
        on lower(split.parts[2]) = middle.spelling and last_country.name = middle.country
    left join {{ ref('reference__country_spellings') }} as before
        on lower(split.parts[2]) = before.spelling and length(before.spelling) > 3 and middle.spelling is null
),

sensed as (
    select
        known.*,
        coalesce(sense.reading, '') as reading,
        case when sense.reading = 'country' then known.last_country end as country,
        case when sense.reading = 'region' then known.last_region end as region,
        coalesce(sense.is_certain, true) as is_certain,
        case
            when sense.reading = 'country' then middle_is_place and middle_country is null
            when middle_country is null then middle_is_place
            -- 'Lebanon, New Hampshire'
            else middle_is_place and not region_is_code and middle_country <> region_country
        end as middle_is_city
    from known
    left join lateral ({{ senses_of_last_part() }}) as sense on true
),

ruled as (
    select
        sensed.*,
        case
            when length = 1 and country is not null then 'country'
            when
                length = 1 and (region is null or region_is_city or parts[1] ilike '% area') and parts[1] !~ '\d'
                and parts[1] ~* '^greater \S|\S (?:metropolitan (?:area|region)|metro area|metroplex|area)$'
                then 'metro_area'
            when length = 1 and region is not null and not region_is_code and not region_is_city then 'region'
            when length = 2 and country is not null and middle_is_region then 'region_country'
            when length = 2 and country is not null and middle_is_city then 'city_country'
            when length = 2 and middle_is_city and (region is not null or reading = '' and last_is_region)
                then 'city_region'
            when length = 3 and country is not null and middle_is_city and first_is_city then 'city_region_country'
            when length = 3 and region is not null and middle_is_city and not first_is_city then 'street_city_region'
            when
                length >= 4 and country is not null and middle_is_region and first_is_city
                then 'street_city_region_country'
            when length >= 2 and country is not null then 'something_country'
        end as rule
    from sensed
),

-- Of a text that no rule reads one row is left.
read as (
    select
        ruled.*,
        row_number() over (partition by location_name order by rule is null, reading) as reading_number
    from ruled
)

select
    location_name,
    case when rule is null then '' else reading end as reading,
    rule,
    case
        when rule = 'metro_area' then parts[1]
        when rule in ('city_country', 'city_region', 'street_city_region') then parts[2]
        when rule in ('city_region_country', 'street_city_region_country') then parts[3]
    end as city,
    case
        when rule = 'region' then parts[1]
        when rule in ('city_region', 'street_city_region') then regexp_replace(parts[1], ' area$', '', 'i')
        when rule in ('region_country', 'city_region_country', 'street_city_region_country') then parts[2]
    end as state,
    case when rule is not null then coalesce(country, case when is_part then last_country end) end as country,
    case when rule is not null then coalesce(country, case when region is not null then region_country end) end
        as in_country,
    is_certain or rule is null as is_certain,
    {{ generation(plan) }} as changed_in
from read
where rule is not null or reading_number = 1
