{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{#- Who says where a place is: kind of record to the column with its name. -#}
{%- set sources = {
    'location_lookup': 'location_name',
    'person_discovery': 'location_name',
    'person_title_enrichment': 'location_name',
    'salesnav_scrapes_person': 'location_raw',
    'company_discovery': 'location',
    'salesnav_company': 'registered_address_raw'
} -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with said as (
    {% for kind, name in sources.items() -%}
    {%- set model = 'extracted__' ~ kind -%}
    {%- set country = 'null::text' if kind == 'company_discovery' else 'news.country' -%}
    {%- set key = function('lookup_key') ~ '(news.' ~ name ~ ')' -%}
    {%- set answer_id = function('stable_uuid')
        ~ '(jsonb_build_array(lower(news.city), lower(news.state), lower(' ~ country ~ '))::text)' -%}
    select
        {{ key }} as location_key,
        {{ answer_id }} as answer_id,
        {{ function('clean_line') }}(news.{{ name }}) as location_name,
        '{{ kind }}' as source_kind,
        news.city,
        news.state,
        {{ country }} as country,
        news.workflow_slug,
        news.record_id,
        news.received_at,
        news.observed_at
    from {{ ref(model) }} as news
    where
        news.rejected_reason is null
        {% if kind != 'location_lookup' -%}
        and coalesce(news.city, news.state, {{ country }}) is not null
        {% endif -%}
        and {{ is_news(plan, model, 'news', absent({'location_key': key, 'answer_id': answer_id})) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select distinct on (location_key, answer_id)
    location_key,
    answer_id,
    location_name,
    source_kind,
    city,
    state,
    country,
    workflow_slug,
    record_id,
    received_at,
    observed_at,
    {{ generation(plan) }} as changed_in
from said
where location_key is not null
order by location_key, answer_id, observed_at desc, record_id desc
