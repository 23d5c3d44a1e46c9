{%- set plan = plan_window(landed_sources('case_study_buyer_report')) -%}

with delivered as (
    {{ deliveries('case_study_buyer_report', plan) }}
),

opened as (
    select
        delivered.*,
        reply.said,
        reply.said_model,
        -- A report without people is one; a question that was put to a model is none before it is answered.
        case
            when registry.kind = 'inference' or reply.said_problem <> 'no_answer' then reply.said_problem
        end as said_problem,
        {{ function('normalize_url') }}(delivered.key_text) as case_study_url,
        {{ text_of('delivered.doc', 'origin_company_domain') }} as origin_text,
        {{ site_domain(text_of('delivered.doc', 'origin_company_domain')) }} as sent_domain,
        {{ site_domain(text_of('reply.said', 'customer_company_domain')) }}
            as sent_customer_domain
    from delivered
    inner join {{ ref('enrichment_workflow_registry') }} as registry
        on delivered.workflow_slug = registry.workflow_slug
    cross join lateral (
        {{ model_said('delivered.body', buyer_answer_keys()) }}
    ) as reply
),

keyed as (
    {{ with_company_domain('opened') }}
),

answered as (
    select
        keyed.*,
        {{ customer_domain('keyed.sent_customer_domain', 'keyed.company_domain') }} as customer_domain,
        (
            select count(*)::integer from ({{ people_in("keyed.said -> 'people'") }}) as buyer
        ) as buyers_named
    from keyed
    {{ join_domain_rules('keyed.sent_customer_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as origin_company_domain,
    {{ function('clean_line') }}({{ text_of('doc', 'origin_company_name') }}) as origin_company_name,
    case_study_url,
    {{ function('clean_line') }}(coalesce(
        {{ text_of('said', 'customer_company_name') }}, {{ text_of('doc', 'customer_company_name') }}
    )) as customer_company_name,
    customer_domain as customer_company_domain,
    buyers_named,
    {{ function('parse_boolean') }}({{ text_of('doc', 'success') }}) as is_success,
    {{ function('parse_integer') }}({{ text_of('doc', 'input_tokens') }}) as input_tokens,
    {{ function('parse_integer') }}({{ text_of('doc', 'output_tokens') }}) as output_tokens,
    {{ function('parse_number') }}({{ text_of('doc', 'cost_usd') }}) as cost_usd,
    coalesce(said_model, {{ text_of('doc', 'model') }}) as model,
    coalesce(
        problem,
        said_problem,
        {{ domain_problem('origin_text', 'origin_company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from answered
