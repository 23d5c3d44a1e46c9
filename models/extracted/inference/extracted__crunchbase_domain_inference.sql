{%- set plan = plan_window(landed_sources('crunchbase_domain_inference')) -%}

with delivered as (
    {{ deliveries('crunchbase_domain_inference', plan) }}
),

opened as (
    select
        delivered.*,
        reply.said,
        reply.said_text,
        reply.said_problem,
        reply.said_model,
        {{ function('normalize_url') }}(delivered.key_text) as crunchbase_url,
        {{ site_domain(first_text_of('reply.said', ['domain', 'inferred_domain'])) }} as sent_domain
    from delivered
    cross join lateral (
        {{ model_said('delivered.body', ['domain', 'inferred_domain', 'confidence', 'reasoning']) }}
    ) as reply
),

keyed as (
    {{ with_company_domain('opened') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    crunchbase_url,
    {{ function('clean_line') }}({{ text_of('doc', 'company_name') }}) as company_name,
    {{ function('clean_line') }}({{ text_of('doc', 'vc_name') }}) as vc_name,
    {{ function('normalize_domain') }}({{ text_of('doc', 'vc_domain') }}) as vc_domain,
    {{ text_of('doc', 'investment_round') }} as investment_round,
    -- The host of the page that was asked about is no answer.
    case
        when junk_kind is null then nullif(company_domain, {{ function('normalize_domain') }}(crunchbase_url))
    end as inferred_domain,
    {{ confidence_word(text_of('said', 'confidence')) }} as confidence,
    {{ text_of('said', 'reasoning') }} as reasoning,
    said_model as model,
    said_text as raw_answer,
    said_problem as answer_problem,
    coalesce(
        problem,
        case when said_problem in ('no_answer', 'provider_error', 'answer_blocked') then said_problem end,
        {{ key_problem('crunchbase_url', 'key_text', 'crunchbase_url') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
