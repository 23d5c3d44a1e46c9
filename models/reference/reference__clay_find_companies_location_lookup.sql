{{ config(materialized='view') }}

with given as (
    {{ location_answers_of('company') }}
),

place as (
    {{ best_place('given') }}
)

select
    location_key,
    location_name,
    city,
    state,
    country,
    city is not null as has_city,
    state is not null as has_state,
    country is not null as has_country,
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from place
