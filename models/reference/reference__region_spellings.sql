{{ config(materialized='view') }}

-- What a region may be called in an address, one row per country and spelling.
select
    lower(word.spelling) as spelling,
    country.name as country,
    bool_and(word.is_code) as is_code,
    bool_or(region.is_also_city) as is_also_city,
    bool_or(word.is_code and region.code_is_country) as needs_country
from {{ ref('regions') }} as region
inner join {{ ref('countries') }} as country on region.country_code = country.code
cross join lateral (values (region.name, false), (region.code, true)) as word (spelling, is_code)
where word.spelling is not null
group by lower(word.spelling), country.name
