{{ config(materialized='view') }}

with placed as (
    select
        company_domain as domain,
        source_kind as source,
        max(value) filter (where attribute = 'location') as raw_location,
        max(value) filter (where attribute = 'country') as raw_country,
        max(value) filter (where attribute = 'city') as city,
        max(value) filter (where attribute = 'state') as state,
        max(observed_at) as updated_at
    from {{ ref('extracted__company_attributes') }}
    where attribute in ('location', 'country', 'city', 'state')
    group by company_domain, source_kind
)

select
    domain,
    source,
    raw_location,
    raw_country,
    city,
    state,
    {{ country_name('placed.raw_country') }} as country,
    updated_at
from placed
