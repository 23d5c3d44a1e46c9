{% macro model_said(body, keys) -%}
    {#- What a model says in a body: `said` its answer, an object with one of these keys, `said_text` the answer as it
        came, `said_problem` why there is none, `said_model`. Empty columns beside a flat answer do not hide it. The
        limits keep PostgreSQL from reading the answer once for every column. -#}
    select
        case when answer.is_known then answer.object end as said,
        coalesce(answer.reply ->> 'text', case when answer.is_known or not answer.is_flat then answer.object::text end)
            as said_text,
        case
            when answer.is_known then null
            when answer.reply ->> 'problem' <> 'no_answer' then answer.reply ->> 'problem'
            when answer.reply ->> 'text' is null and coalesce(answer.is_flat, true) then 'no_answer'
            else 'unreadable_answer'
        end as said_problem,
        answer.reply ->> 'model' as said_model
    from (
        select
            opened.*,
            -- A flat body is the question too, with columns for an answer that may be empty.
            case
                when opened.is_flat then {{ function('json_at') }}(opened.object, {{ text_array(keys) }}) is not null
                else coalesce(opened.object ?| {{ text_array(keys) }}, false)
            end as is_known
        from (
            select
                replied.*,
                replied.object = {{ body }} as is_flat
            from (
                select
                    given.reply,
                    coalesce(
                        {{ function('json_object') }}(given.reply -> 'object'),
                        -- A list of one answer is that answer.
                        case
                            when
                                given.reply ->> 'text' like '[%'
                                and jsonb_array_length({{ function('json_array') }}(given.reply -> 'text')) = 1
                                then {{ function('json_object') }}({{ function('json_array') }}(given.reply -> 'text') -> 0)
                        end,
                        case
                            when given.reply ->> 'problem' = 'no_answer' then {{ function('json_object') }}({{ body }})
                        end
                    ) as object
                from (select {{ function('model_answer') }}({{ body }}) as reply limit 1) as given
                limit 1
            ) as replied
            limit 1
        ) as opened
        limit 1
    ) as answer
    limit 1
{%- endmacro %}
