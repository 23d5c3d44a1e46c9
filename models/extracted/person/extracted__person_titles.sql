{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{#- Who names the present title of a person: kind of record to the columns of person and title, of which the first that
    was sent counts. -#}
{%- set sources = {
    'person_discovery': ['linkedin_url', ['latest_title']],
    'person_profile': ['linkedin_url', ['latest_title']],
    'salesnav_scrapes_person': ['linkedin_url', ['job_title', 'cleaned_job_title']],
    'apollo_people_cleaned': ['linkedin_url', ['job_title', 'cleaned_job_title']],
    'apollo_scrape': ['person_linkedin_url', ['title']],
    'person_title_enrichment': ['linkedin_url', ['latest_title', 'cleaned_job_title']]
} -%}
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
        and {{ is_news(plan, model, 'news', absent({
            'linkedin_url': 'news.' ~ person, 'source_kind': "'" ~ kind ~ "'"
        })) }}
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
