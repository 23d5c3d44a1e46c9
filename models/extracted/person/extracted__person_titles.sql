{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{%- set sources = present_titles() -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with titled (linkedin_url, source_kind, title, workflow_slug, record_id, received_at, observed_at) as (
    {% for kind, (person, titles) in sources.items() -%}
    {%- set model = 'extracted__' ~ kind -%}
    {%- set title = 'coalesce(news.' ~ titles | join(', news.') ~ ')' -%}
    select
        news.{{ person }},
        '{{ kind }}' as source_kind,
        {{ title }},
        news.workflow_slug,
        news.record_id,
        news.received_at,
        news.observed_at
    from {{ ref(model) }} as news
    where
        news.rejected_reason is null and news.{{ person }} is not null and {{ title }} is not null
        and not {{ is_no_offer("'latest_title'", title) }}
        and {{ is_news(plan, model, 'news', absent({
            'linkedin_url': 'news.' ~ person, 'source_kind': "'" ~ kind ~ "'"
        }, as_of='observed_at')) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select distinct on (linkedin_url, source_kind)
    linkedin_url,
    source_kind,
    title,
    {{ function('lookup_key') }}(title) as title_key,
    workflow_slug,
    record_id,
    received_at,
    observed_at,
    {{ generation(plan) }} as changed_in
from titled
order by linkedin_url, source_kind, observed_at desc, record_id desc
