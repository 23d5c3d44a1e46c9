{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{#- Where titles stand: model to the columns that hold one. -#}
{%- set sources = {
    'extracted__person_titles': ['title'], 'extracted__person_experience': ['title'],
    'extracted__signal_events': ['title', 'previous_title']
} -%}
{%- set plan = plan_window(sources.keys() | list) -%}
{%- set goes_on = is_incremental() and not flags.FULL_REFRESH -%}
{%- set unruled = absent({'title_key': 'keyed.title_key'}) if goes_on else 'true' -%}
{#- A heal looks at every title again; what has been judged stays as it is, because only rules could change it. -#}
with named as (
    {% for model, columns in sources.items() -%}
    select distinct said.title
    from {{ ref(model) }} as news
    cross join lateral (values (news.{{ columns | join('), (news.') }})) as said (title)
    where said.title is not null and {{ is_news(plan, model, 'news', 'true') }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

keyed as (
    select distinct {{ function('lookup_key') }}(named.title) as title_key
    from named
),

title as (
    select
        keyed.title_key,
        string_to_array({{ function('job_title_words') }}(keyed.title_key), ' ') as words
    from keyed
    where
        keyed.title_key is not null
        and {{ unruled }}
),

ruling as (
    with {{ job_title_rulings(ref('job_title_phrases'), ref('job_title_rules')) }}
)

select
    ruling.title_key,
    ruling.matched_job_function,
    ruling.matched_seniority,
    ruling.function_rule,
    ruling.seniority_rule,
    ruling.function_rules,
    ruling.seniority_rules,
    {{ generation(plan) }} as changed_in
from ruling
