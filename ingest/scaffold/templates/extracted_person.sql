{%- set plan = plan_window(landed_sources('$kind')) -%}

with delivered as (
    {{ deliveries('$kind', plan) }}
),

keyed as (
    select
        delivered.*,
        {{ function('person_member_url') }}(key_text) as linkedin_url
    from delivered
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    linkedin_url,
$columns
    coalesce(problem, {{ key_problem('linkedin_url', 'key_text', 'person_linkedin_url') }}) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
