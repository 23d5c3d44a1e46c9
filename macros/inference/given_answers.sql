{% macro given_answers(record) -%}
    {#- What the answer of a record says to the questions of its workflow: `answers_given` values, `entries_given`
        different entries of a list (rows of the model that reads it), `is_listed` when there is a list, even an empty one, or a flag that there is none (a list
        that cannot be read, and an empty one beside a flag that there are some, is none), `is_said` when there is anything
        at all. -#}
    select
        count(*) filter (where question.answer_type <> 'list' and said.value is not null)::integer as answers_given,
        coalesce(sum(listed.entries), 0)::integer as entries_given,
        coalesce(bool_or(
            case
                when listed.entries > 0 then true
                when listed.flag then false
                when listed.entries = 0 then true
                when listed.flag is false then coalesce({{ function('json_array') }}(said.value), '[]') = '[]'
            end
        ), false) as is_listed,
        coalesce(bool_or(said.value is not null), false) as is_said
    from {{ ref('inference_questions') }} as question
    cross join lateral (select {{ said_answer(record, 'question') }} as value) as said
    left join lateral (
        select
            {{ function('parse_boolean') }}({{ function('json_text') }}(
                {{ function('json_at') }}({{ record }}.answer, question.flag_keys)
            )) as flag,
            case when said.value is not null then (
                select
                    case when read.entries is not null then count(distinct case question.attribute
                        when 'webinars' then webinar.webinar_key
                        when 'comparison_pages' then page.page_key
                        else entry.element::text
                    end) end
                from (
                    select {{ function('listed_entries') }}(said.value, question.element_keys) as entries
                ) as read
                left join lateral jsonb_array_elements(read.entries) as entry (element)
                    on {{ says_something('entry.element', 'question.element_keys') }}
                left join lateral (
                    {{ webinar_said('entry.element', record ~ '.company_domain') }}
                ) as webinar on question.attribute = 'webinars'
                left join lateral (
                    {{ comparison_page_said('entry.element', record ~ '.company_domain') }}
                ) as page on question.attribute = 'comparison_pages'
                group by read.entries
            ) end as entries
        where question.answer_type = 'list'
    ) as listed on true
    where question.workflow_slug = {{ record }}.workflow_slug
{%- endmacro %}
