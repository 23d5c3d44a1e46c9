{% macro given_answers(record) -%}
    {#- What the answer of a record says to the questions of its workflow: `answers_given` values, `entries_given`
        usable entries of a list, `is_listed` when there is a list, even an empty one, or a flag that there is none,
        `is_said` when there is anything at all. -#}
    select
        count(*) filter (where question.answer_type <> 'list' and said.value is not null)::integer as answers_given,
        coalesce(sum(listed.entries), 0)::integer as entries_given,
        coalesce(bool_or(listed.entries is not null or listed.flag is false), false) as is_listed,
        coalesce(bool_or(said.value is not null), false) as is_said
    from {{ ref('inference_questions') }} as question
    cross join lateral (select {{ said_answer(record, 'question') }} as value) as said
    left join lateral (
        select
            {{ function('parse_boolean') }}({{ function('json_text') }}(
                {{ function('json_at') }}({{ record }}.answer, question.flag_keys)
            )) as flag,
            case when said.value is not null then (
                select case when {{ function('json_objects') }}(said.value) is not null then count(*) end
                from jsonb_array_elements({{ function('json_objects') }}(said.value)) as entry (element)
                where exists (
                    select 1 from unnest(question.element_keys) as known (element_key)
                    where {{ function('json_text') }}(entry.element -> known.element_key) is not null
                )
            ) end as entries
        where question.answer_type = 'list'
    ) as listed on true
    where question.workflow_slug = {{ record }}.workflow_slug
{%- endmacro %}
