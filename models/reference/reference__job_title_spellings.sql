{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set answers = ['reference__job_title_lookup', 'reference__job_title_rulings'] -%}
{%- set plan = plan_window(['extracted__person_experience'] + answers) -%}
{%- set goes_on = is_incremental() and not flags.FULL_REFRESH -%}
{%- set unknown = absent({'title': 'written.title'}) if goes_on else 'true' -%}
{#- A heal looks at every title again; what is known stays as it is, until an answer or a ruling is another one. -#}
with written as (
    select distinct {{ title_spelling('news.title') }} as title
    from {{ ref('extracted__person_experience') }} as news
    where news.title is not null and {{ is_news(plan, 'extracted__person_experience', 'news', 'true') }}
),

spelling as (
    select
        written.title,
        {{ function('lookup_key') }}(written.title) as title_key
    from written
    where {{ unknown }}
    {% if goes_on -%}
    {% for model in answers -%}
    union
    select
        known.title,
        known.title_key
    from {{ ref(model) }} as news
    {{ look_up(this, 'known', 'known.title_key = news.title_key', 'inner') }}
    where {{ is_news(plan, model, 'news') }}
    {% endfor %}
    {%- endif %}
)

select
    spelling.title,
    spelling.title_key,
    {{ matched_title('known', 'ruling', 'spelling.title') }},
    {{ generation(plan) }} as changed_in
from spelling
{{ look_up(ref('reference__job_title_lookup'), 'known', 'known.title_key = spelling.title_key') }}
{{ look_up(ref('reference__job_title_rulings'), 'ruling', 'ruling.title_key = spelling.title_key') }}
