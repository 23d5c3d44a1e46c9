{{ config(materialized='view') }}

-- Rule N11 as a table, for queries that name the countries of many rows at once (macro country_name does one).
with spelling as (
    select
        lower(word.spelling) as spelling,
        country.name,
        1 as preference
    from {{ ref('countries') }} as country
    cross join lateral (values (country.name), (country.code), (country.code3)) as word (spelling)
    union all
    select
        known.alias as spelling,
        country.name,
        2 as preference
    from {{ ref('country_aliases') }} as known
    inner join {{ ref('countries') }} as country on known.code = country.code
)

select distinct on (spelling)
    spelling,
    name
from spelling
where spelling is not null
order by spelling, preference, name
