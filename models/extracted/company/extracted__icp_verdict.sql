{%- set plan = plan_window(landed_sources('icp_verdict')) -%}

with delivered as (
    {{ deliveries('icp_verdict', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ text_of('body', 'origin_company_domain') }} as origin_text,
        {{ site_domain(text_of('body', 'origin_company_domain')) }} as sent_origin,
        -- A label is the verdict under its newer name: one that cannot be read is not replaced by the older.
        coalesce({{ text_of('doc', 'label') }}, {{ text_of('doc', 'verdict') }}) as verdict
    from delivered
),

judged as (
    select
        parsed.*,
        coalesce(domain_alias.domain, parsed.sent_origin) as origin_company_domain,
        junk.kind as origin_junk_kind
    from parsed
    {{ join_domain_rules('parsed.sent_origin') }}
),

keyed as (
    {{ with_company_domain('judged') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    origin_company_domain,
    company_domain,
    verdict,
    {{ function('parse_boolean') }}(rtrim(verdict, ' .')) as is_match,
    coalesce({{ text_of('doc', 'rationale') }}, {{ text_of('doc', 'reason') }}) as match_reason,
    {{ function('parse_integer') }}({{ text_of('doc', 'tokensUsed') }}) as tokens_used,
    {{ function('parse_integer') }}({{ text_of('doc', 'inputTokens') }}) as input_tokens,
    {{ function('parse_integer') }}({{ text_of('doc', 'outputTokens') }}) as output_tokens,
    {{ function('parse_money') }}({{ text_of('doc', 'totalCostToAIProvider') }}) as cost,
    coalesce(
        problem,
        {{ key_problem('origin_company_domain', 'origin_text', 'origin_company_domain') }},
        {{ domain_problem() }},
        case when origin_junk_kind is not null then 'shared_domain' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
