{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{#- Who names a person by more than one address or id: kind of record to the addresses (as named_together takes
    them), LinkedIn's number of the member, and the name. -#}
{%- set salesnav_url = function('person_member_url') ~ '(news.person_linkedin_sales_nav_url)' -%}
{%- set salesnav_urn = function('person_member_url') ~ '(news.linkedin_user_profile_urn)' -%}
{%- set salesnav_number = function('parse_bigint')
    ~ "(substring(news.linkedin_user_profile_urn from '(?i)^\\s*urn:li:member:([0-9]{1,18})\\s*$'))" -%}
{%- set sources = {
    'person_profile': [
        ['news.linkedin_url', 'news.profile_url', 'news.member_url'], 'news.linkedin_profile_id', 'news.full_name'
    ],
    'person_discovery': [
        ['news.linkedin_url', 'news.profile_url', 'news.member_url'], 'null::bigint', 'news.full_name'
    ],
    'person_title_enrichment': [['news.linkedin_url', 'null', 'news.member_url'], 'null::bigint', 'news.full_name'],
    'salesnav_scrapes_person': [[salesnav_url, 'news.profile_url', salesnav_urn], salesnav_number, 'news.full_name'],
    'job_change': [
        ['news.person_linkedin_url', 'news.person_profile_url', 'news.person_member_url'], 'news.person_profile_id',
        'news.person_name'
    ],
    'promotion': [
        ['news.person_linkedin_url', 'news.person_profile_url', 'news.person_member_url'], 'news.person_profile_id',
        'news.person_name'
    ]
} -%}
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
