{%- set plan = plan_window(landed_sources('company_inference')) -%}

with delivered as (
    {{ deliveries('company_inference', plan) }}
),

asked as (
    select
        question.workflow_slug,
        array_agg(known.answer_key) as every_key,
        bool_or(question.reads_plain_text) as reads_plain_text,
        min(question.answer_keys[1]) filter (where question.answer_type = 'list') as list_key,
        min(question.answer_keys[1]) filter (where question.answer_type = 'first_of_list') as words_key
    from {{ ref('inference_questions') }} as question
    cross join lateral unnest(question.answer_keys || question.flag_keys) as known (answer_key)
    group by question.workflow_slug
),

answered as materialized (
    select
        delivered.*,
        {{ function('model_answer') }}(delivered.body) as reply
    from delivered
),

found as (
    select
        answered.*,
        asked.every_key,
        asked.list_key,
        asked.words_key,
        coalesce(asked.reads_plain_text, false) as reads_plain_text,
        {{ site_domain('answered.key_text') }} as sent_domain,
        answered.reply ->> 'text' as answer_text,
        answered.reply ->> 'problem' as answer_problem,
        answered.reply ->> 'model' as model,
        {{ function('json_object') }}(answered.reply -> 'object') as answer_object,
        {{ function('json_in_text') }}(answered.reply ->> 'text') as answer_list
    from answered
    left join asked on answered.workflow_slug = asked.workflow_slug
),

-- A list stands for what it lists, or holds the one answer. Empty columns beside a flat answer do not hide it.
opened as materialized (
    select
        found.*,
        case
            when answer_object is not null then answer_object
            when jsonb_typeof(answer_list -> 0) = 'object' and answer_list -> 0 ?| every_key then answer_list -> 0
            when answer_list is not null and list_key is not null then jsonb_build_object(list_key, answer_list)
            when jsonb_typeof(answer_list -> 0) = 'string' and words_key is not null
                then jsonb_build_object(words_key, answer_list)
            when answer_problem = 'no_answer' and doc ?| every_key then doc
        end as answer
    from found
),

read as (
    select
        opened.*,
        answer = doc as is_flat,
        {{ function('json_text') }}(
            {{ function('json_at') }}(answer, array['explanation', 'reasoning', 'reason', 'rationale'])
        ) as explanation,
        given.*
    from opened
    cross join lateral (
        {{ given_answers('opened') }}
    ) as given
),

judged as materialized (
    select
        read.*,
        case
            when answer_problem in ('answer_blocked', 'answer_cut_off') then answer_problem
            when answer is null and answer_text is null then 'no_answer'
            when answer is null
                then case when not reads_plain_text or left(answer_text, 1) in ('{', '[') then 'unreadable_answer' end
            when answers_given > 0 or is_listed then null
            when is_said then 'unreadable_answer'
            when answer ?| every_key and list_key is null and (not is_flat or explanation is not null) then null
            when is_flat or answer ?| every_key then 'no_answer'
            else 'unreadable_answer'
        end as reply_problem
    from read
),

keyed as (
    {{ with_company_domain('judged') }}
)

select
    keyed.entity_key,
    keyed.record_id,
    keyed.payload_id,
    keyed.workflow_slug,
    keyed.received_at,
    keyed.received_at as observed_at,
    keyed.company_domain,
    {{ function('clean_line') }}({{ text_of('keyed.body', 'company_name') }}) as company_name,
    {{ page_address(text_of('keyed.body', 'pricing_page_url')) }} as pricing_page_url,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('keyed.body', 'company_linkedin_url') }})
        as company_linkedin_url,
    keyed.answer,
    case when keyed.answer is null then keyed.answer_text end as answer_text,
    keyed.explanation,
    {{ text_of('keyed.answer', 'confidence') }} as confidence,
    registry.provider,
    keyed.model,
    keyed.answers_given,
    keyed.entries_given,
    coalesce(
        case when keyed.answer_problem = 'provider_error' then 'provider_error' end,
        case
            when keyed.is_flat or keyed.reply_problem = 'no_answer'
                then case when {{ function('provider_error') }}(keyed.doc) is not null then 'provider_error' end
        end,
        {{ domain_problem() }},
        keyed.reply_problem
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
left join {{ ref('enrichment_workflow_registry') }} as registry on keyed.workflow_slug = registry.workflow_slug
