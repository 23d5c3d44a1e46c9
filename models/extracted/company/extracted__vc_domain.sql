{%- set plan = plan_window(landed_sources('vc_domain')) -%}

with delivered as (
    {{ deliveries('vc_domain', plan) }}
),

opened as (
    select
        delivered.*,
        registry.kind = 'inference' as is_inferred,
        {{ vc_canonical('delivered.key_text') }} as vc_canonical,
        {{ function('model_answer') }}(delivered.body) as answer
    from delivered
    inner join {{ ref('enrichment_workflow_registry') }} as registry
        on delivered.workflow_slug = registry.workflow_slug
),

parsed as (
    select
        opened.*,
        coalesce(
            {{ text_of('doc', 'domain') }},
            case when is_inferred then {{ text_of("(answer -> 'object')", 'domain') }} end,
            case when is_inferred then {{ text_of('answer', 'text') }} end
        ) as answer_text,
        -- A body that is a question and no more counts as its own flat answer; only `found` makes it one.
        {{ text_of('doc', 'found') }} is not null
        or jsonb_typeof(answer -> 'object') = 'object' and answer -> 'object' <> body as is_answered
    from opened
),

keyed as (
    select
        parsed.*,
        coalesce(domain_alias.domain, {{ site_domain('parsed.answer_text') }}) as vc_domain,
        junk.kind as junk_kind
    from parsed
    {{ join_domain_rules(site_domain('parsed.answer_text')) }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    {{ function('clean_line') }}(key_text) as vc_name,
    vc_canonical,
    {{ function('customer_key') }}(vc_canonical) as vc_key,
    case when junk_kind is null then vc_domain end as domain,
    is_inferred,
    answer_text as raw_answer,
    coalesce(
        problem,
        {{ key_problem('vc_canonical', 'key_text', 'vc_name') }},
        case
            when is_inferred and answer_text is null and is_answered is not true
                then coalesce({{ text_of('answer', 'problem') }}, 'no_answer')
            when is_inferred then null
            when junk_kind is not null then 'shared_domain'
            else {{ key_problem('vc_domain', 'answer_text', 'domain') }}
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
