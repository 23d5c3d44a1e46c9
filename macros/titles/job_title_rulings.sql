{% macro job_title_rulings(phrases, rules) -%}
    {#- The query after the CTE `title` (title_key, words): function and rank of each title, with the rules that decided
        and all others that spoke. The one place in which titles are judged. -#}
    {{ job_title_matches(phrases, rules) }},

    -- A phrase inside a longer one of its kind is not meant: 'president' in 'vice president'.
    meant as (
        select spoken.*
        from spoken
        where not exists (
            select from spoken as longer
            where
                longer.title_key = spoken.title_key and longer.kind = spoken.kind
                and longer.starts <= spoken.starts and longer.ends >= spoken.ends
                and (longer.ends - longer.starts, longer.weight) > (spoken.ends - spoken.starts, spoken.weight)
        )
    ),

    -- After 'assistant to' stands another's rank, after 'at' an employer, after 'former' what is over.
    heard as (
        select meant.*
        from meant
        where not exists (
            select from meant as hiding
            where
                hiding.title_key = meant.title_key and hiding.hides is not null and hiding.ends <= meant.starts
                and (hiding.hides = 'rest_of_title' or hiding.part = meant.part)
        )
    ),

    ruled as (
        select
            heard.title_key,
            array_agg(heard.rule_id order by heard.priority, heard.starts, heard.ends desc)
                filter (where heard.kind = 'seniority' and rule.value is not null) as seniority_rules,
            array_agg(heard.rule_id order by heard.priority, heard.starts, heard.ends desc)
                filter (where heard.kind = 'function' and rule.value is not null) as function_rules,
            coalesce(sum(heard.ends - heard.starts) filter (where heard.kind = 'seniority'), 0) as words_of_rank
        from heard
        inner join {{ rules }} as rule on heard.rule_id = rule.rule_id
        group by heard.title_key
    )

    {{ job_title_answers(rules) }}
{%- endmacro %}
