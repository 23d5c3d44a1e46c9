{% macro job_title_answers(rules) -%}
    {#- Last step of job_title_rulings. A rank may imply a function ('CEO' leads the company); a weak word of function
        (priority from 40 on, 'consultant') gives way to any implied one but General. Who has a function and no rank is an
        individual contributor; who has neither is unclassified. -#}
    select
        title.title_key,
        answer.job_function as matched_job_function,
        coalesce(rank.value, case when answer.job_function <> 'Miscellaneous' then 'Individual Contributor' end)
            as matched_seniority,
        coalesce(answer.function_rule, 'unclassified') as function_rule,
        coalesce(
            rank.rule_id,
            case when answer.job_function <> 'Miscellaneous' then 'no_rank_word' else 'unclassified' end
        ) as seniority_rule,
        coalesce(ruled.function_rules, '{}') as function_rules,
        coalesce(ruled.seniority_rules, '{}') as seniority_rules
    from title
    left join ruled on title.title_key = ruled.title_key
    left join {{ rules }} as rank on ruled.seniority_rules[1] = rank.rule_id
    left join {{ rules }} as spoken on ruled.function_rules[1] = spoken.rule_id
    cross join lateral (
        select
            case
                when
                    rank.implied_when = 'any'
                    or ruled.words_of_rank >= cardinality(array_remove(title.words, ','))
                    then rank.implied_function
            end as job_function
    ) as implied
    cross join lateral (
        select
            case
                when spoken.priority < 40 or (implied.job_function = 'General' and spoken.value is not null)
                    then spoken.value
                else coalesce(implied.job_function, spoken.value, 'Miscellaneous')
            end as job_function,
            case
                when spoken.priority < 40 or (implied.job_function = 'General' and spoken.value is not null)
                    then spoken.rule_id
                when implied.job_function is not null then rank.rule_id
                else spoken.rule_id
            end as function_rule
    ) as answer
{%- endmacro %}
