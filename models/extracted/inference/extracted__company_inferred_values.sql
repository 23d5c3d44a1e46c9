{%- set plan = plan_window(['extracted__company_inference']) -%}
{%- set missing = incomplete('record.answers_given', {
    'entity_key': 'record.entity_key', 'record_id': 'record.record_id'
}) -%}

with record as (
    select record.*
    from {{ ref('extracted__company_inference') }} as record
    where record.rejected_reason is null and {{ is_news(plan, 'extracted__company_inference', 'record', missing) }}
),

given as (
    select
        record.*,
        question.attribute,
        question.answer_type,
        {{ said_answer('record', 'question') }} as value
    from record
    inner join {{ ref('inference_questions') }} as question
        on record.workflow_slug = question.workflow_slug and question.answer_type <> 'list'
),

stated as (
    select
        given.*,
        case jsonb_typeof(value)
            when 'array' then {{ function('json_text') }}(value -> 0)
            else {{ function('json_text') }}(value)
        end as said
    from given
    where value is not null
),

-- Models write lists as lines with bullets after a sentence, and put quotes or a full stop around one value.
lined as (
    select
        stated.*,
        (
            select
                {{ function('clean_line') }}(
                    rtrim(
                        btrim(
                            regexp_replace(written.line, '^\s*(?:[-*•●·]|\d{1,3}[.)])\s+', ''), E' \t\r"\'\'`*'
                        ),
                        '.'
                    )
                )
            from unnest(string_to_array(left(stated.said, 10000), E'\n')) with ordinality as written (line, position)
            where
                stated.answer_type <> 'first_of_list'
                or length(written.line) between 1 and 100
                and (
                    right(rtrim(written.line, E' \t\r*'), 1) not in ('.', ':', '?', '!', '')
                    -- The name of an industry is no sentence, also with a full stop behind it.
                    or {{ industry_spelling('written.line') }} in (
                        select {{ industry_spelling('known.name') }} from {{ ref('industries') }} as known
                    )
                )
            order by written.position
            limit 1
        ) as line
    from stated
)

select
    entity_key,
    record_id,
    attribute,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_domain,
    {{ inferred_value('lined') }} as value,
    coalesce({{ function('json_text') }}(lined.value), lined.value::text) as raw_value,
    explanation,
    confidence,
    provider,
    model,
    {{ inferred_value('lined') }} is not null as is_valid,
    {{ generation(plan) }} as changed_in
from lined
