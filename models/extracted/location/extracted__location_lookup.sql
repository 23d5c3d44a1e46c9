{%- set plan = plan_window(landed_sources('location_lookup')) -%}

with delivered as (
    {{ deliveries('location_lookup', plan) }}
),

keyed as (
    select
        delivered.*,
        {{ function('lookup_key') }}(key_text) as location_key
    from delivered
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    location_key,
    {{ function('clean_line') }}(key_text) as location_name,
    {{ place_columns('doc') }},
    coalesce(problem, {{ key_problem('location_key', 'key_text', 'location_name') }}) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
