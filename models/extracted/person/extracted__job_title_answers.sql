{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{%- set plan = plan_window(['extracted__person_title_enrichment']) -%}
{%- set title = 'coalesce(news.latest_title, news.cleaned_job_title)' -%}
{%- set answer_id = function('stable_uuid') ~ '(jsonb_build_array(' ~ title
    ~ ', news.cleaned_job_title, news.seniority_level, news.job_function)::text)' -%}

with answer as (
    select
        news.*,
        {{ title }} as title,
        {{ answer_id }} as answer_id
    from {{ ref('extracted__person_title_enrichment') }} as news
    where
        news.rejected_reason is null and news.title_key is not null
        and coalesce(news.cleaned_job_title, news.seniority_level, news.job_function) is not null
        and {{ is_news(plan, 'extracted__person_title_enrichment', 'news', absent({
            'title_key': 'news.title_key', 'answer_id': answer_id
        })) }}
)

select distinct on (title_key, answer_id)
    title_key,
    answer_id,
    title as latest_title,
    cleaned_job_title,
    seniority_level,
    job_function,
    workflow_slug,
    record_id,
    received_at,
    observed_at,
    {{ generation(plan) }} as changed_in
from answer
order by title_key, answer_id, observed_at desc, record_id desc
