{%- set plan = plan_window(landed_sources('$kind')) -%}

with delivered as (
    {{ deliveries('$kind', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('normalize_domain') }}(key_text) as sent_domain
    from delivered
),

keyed as (
    {{ with_company_domain('parsed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain,
$columns
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
