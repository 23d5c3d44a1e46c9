{%- set plan = plan_window(landed_sources('company_inference')) -%}
{%- set reasons = "'explanation', 'reasoning', 'reason', 'rationale'" -%}

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
opened as (
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

keyed as materialized (
    {{ with_company_domain('opened') }}
),

read as (
    select
        keyed.*,
        answer = doc as is_flat,
        {{ function('json_text') }}({{ function('json_at') }}(answer, array[{{ reasons }}])) as explanation,
        given.*
    from keyed
    cross join lateral (
        {{ given_answers('keyed') }}
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
            -- A reason alone is the same answer with its key left out; beside a key that nobody knows it is not read.
            when
                list_key is null and explanation is not null
                and answer - array['confidence', {{ reasons }}] = '{}'::jsonb
                then null
            when is_flat or answer ?| every_key then 'no_answer'
            else 'unreadable_answer'
        end as reply_problem
    from read
)

select
    judged.entity_key,
    judged.record_id,
    judged.payload_id,
    judged.workflow_slug,
    judged.received_at,
    judged.received_at as observed_at,
    judged.company_domain,
    {{ function('clean_line') }}({{ text_of('judged.body', 'company_name') }}) as company_name,
    {{ page_address(text_of('judged.body', 'pricing_page_url')) }} as pricing_page_url,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('judged.body', 'company_linkedin_url') }})
        as company_linkedin_url,
    judged.answer,
    case when judged.answer is null then judged.answer_text end as answer_text,
    judged.explanation,
    {{ text_of('judged.answer', 'confidence') }} as confidence,
    registry.provider,
    judged.model,
    judged.answers_given,
    judged.entries_given,
    coalesce(
        case when judged.answer_problem = 'provider_error' then 'provider_error' end,
        case
            when judged.is_flat or judged.reply_problem = 'no_answer'
                then case when {{ function('provider_error') }}(judged.doc) is not null then 'provider_error' end
        end,
        {{ domain_problem() }},
        judged.reply_problem
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from judged
left join {{ ref('enrichment_workflow_registry') }} as registry on judged.workflow_slug = registry.workflow_slug
