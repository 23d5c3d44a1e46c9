{{ config(materialized='view') }}

-- A name that LinkedIn gave up stands for the one that came after it.
with spelling as (
    select
        {{ industry_spelling('alias') }} as spelling,
        industry as name,
        1 as preference
    from {{ ref('industry_aliases') }}
    union all
    select
        {{ industry_spelling('listed.name') }} as spelling,
        listed.name,
        2 as preference
    from {{ ref('industries') }} as listed
)

select distinct on (spelling)
    spelling,
    name
from spelling
order by spelling, preference, name
