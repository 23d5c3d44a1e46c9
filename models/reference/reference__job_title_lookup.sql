{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set plan = plan_window(['extracted__job_title_answers']) -%}
{%- set missing = absent({'title_key': 'news.title_key'}) -%}

with changed as (
    select distinct title_key
    from {{ ref('extracted__job_title_answers') }} as news
    where {{ is_news(plan, 'extracted__job_title_answers', 'news', missing) }}
),

-- Spellings of one title collapse to the answer with the most values, of equal ones the newest.
best as (
    select distinct on (answer.title_key)
        answer.title_key,
        answer.cleaned_job_title,
        answer.seniority_level,
        answer.job_function
    from {{ ref('extracted__job_title_answers') }} as answer
    inner join changed on answer.title_key = changed.title_key
    order by
        answer.title_key,
        num_nonnulls(answer.cleaned_job_title, answer.seniority_level, answer.job_function) desc,
        answer.observed_at desc,
        answer.record_id desc
)

-- Nothing here moves with a delivery that says the same again: readers look again at whom a title concerns.
select
    best.title_key,
    min(answer.latest_title collate "C") as latest_title,
    best.cleaned_job_title,
    best.seniority_level,
    best.job_function,
    {{ generation(plan) }} as changed_in
from best
inner join {{ ref('extracted__job_title_answers') }} as answer on best.title_key = answer.title_key
where
    (best.cleaned_job_title, best.seniority_level, best.job_function)
    is not distinct from (answer.cleaned_job_title, answer.seniority_level, answer.job_function)
group by best.title_key, best.cleaned_job_title, best.seniority_level, best.job_function
