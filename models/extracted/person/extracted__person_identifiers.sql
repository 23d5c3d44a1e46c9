{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{%- set sources = identifier_sources() -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with stated (linkedin_url, identifier, full_name, workflow_slug, record_id, observed_at) as (
    {% for kind, (urls, number, name) in sources.items() -%}
    {%- set model = 'extracted__' ~ kind -%}
    select
        pair.linkedin_url,
        pair.identifier,
        {{ name }},
        news.workflow_slug,
        news.record_id,
        news.observed_at
    from {{ ref(model) }} as news
    {{ named_together(urls, number) }}
    where
        news.rejected_reason is null and pair.linkedin_url is not null and pair.identifier is not null
        and {{ is_news(plan, model, 'news', absent({
            'linkedin_url': 'pair.linkedin_url', 'identifier': 'pair.identifier'
        })) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select distinct on (linkedin_url, identifier)
    linkedin_url,
    identifier,
    {{ function('lookup_key') }}(full_name) as name_key,
    workflow_slug,
    record_id,
    observed_at,
    {{ generation(plan) }} as changed_in
from stated
order by linkedin_url, identifier, observed_at desc, record_id desc
