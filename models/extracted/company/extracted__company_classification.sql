{%- set plan = plan_window(landed_sources('company_classification')) -%}

with delivered as (
    {{ deliveries('company_classification', plan) }}
),

opened as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ function('json_object') }}(doc -> 'buyerClassification') as buyers
    from delivered
),

classified as (
    select
        opened.*,
        {{ function('json_object') }}(buyers -> 'businessBuyers') as business,
        {{ function('json_object') }}(buyers -> 'consumerBuyers') as consumers
    from opened
),

keyed as (
    {{ with_company_domain('classified') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    {{ function('parse_boolean') }}({{ text_of('business', 'isB2b') }}) as is_b2b,
    {{ text_of('business', 'reason') }} as b2b_reason,
    {{ function('parse_boolean') }}({{ text_of('consumers', 'isB2c') }}) as is_b2c,
    {{ text_of('consumers', 'reason') }} as b2c_reason,
    {{ function('parse_integer') }}({{ text_of('doc', 'tokensUsed') }}) as tokens_used,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
