{%- set plan = plan_window(landed_sources('case_study_details')) -%}

with delivered as (
    {{ deliveries('case_study_details', plan) }}
),

opened as (
    select
        delivered.*,
        reply.said,
        reply.said_problem,
        reply.said_model,
        {{ function('normalize_url') }}(delivered.key_text) as case_study_url,
        {{ text_of('delivered.doc', 'origin_company_domain') }} as origin_text,
        {{ site_domain(text_of('delivered.doc', 'origin_company_domain')) }} as sent_domain,
        {{ site_domain(first_text_of('reply.said', ['customer_company_domain', 'customer_domain'])) }}
            as sent_customer_domain
    from delivered
    cross join lateral (
        {{ model_said('delivered.body', case_study_answer_keys()) }}
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
            select count(*)::integer from ({{ people_in("keyed.said -> 'champions'") }}) as champion
        ) as champions_named
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
    case_study_url,
    company_domain as origin_company_domain,
    {{ function('clean_line') }}({{ text_of('doc', 'origin_company_name') }}) as origin_company_name,
    -- The sender of case studies calls it as the reports of buyers do.
    {{ function('clean_line') }}({{ first_text_of('doc', ['company_customer_name', 'customer_company_name']) }})
        as company_customer_name,
    customer_domain as company_customer_domain,
    {{ function('clean_line') }}({{ text_of('said', 'article_title') }}) as article_title,
    {{ confidence_word(text_of('said', 'confidence')) }} as confidence,
    {{ text_of('said', 'reasoning') }} as reasoning,
    said_model as model,
    champions_named,
    coalesce(
        problem,
        said_problem,
        {{ key_problem('case_study_url', 'key_text', 'case_study_url') }},
        {{ domain_problem('origin_text', 'origin_company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from answered
