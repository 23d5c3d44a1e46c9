{%- set plan = plan_window(landed_sources('company_public')) -%}

with delivered as (
    {{ deliveries('company_public', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain
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
    {{ function('clean_line') }}({{ text_of('doc', 'company_name') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'linkedin_url') }}) as linkedin_url,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
