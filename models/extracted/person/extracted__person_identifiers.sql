{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{#- Who names a person by more than one address or id: kind of record to the address it was asked for, the one that the
    provider gives, LinkedIn's number of the member, and the name. -#}
{%- set salesnav_url = function('person_member_url') ~ '(news.person_linkedin_sales_nav_url)' -%}
{%- set salesnav_urn = function('person_member_url') ~ '(news.linkedin_user_profile_urn)' -%}
{%- set salesnav_number = function('parse_bigint')
    ~ "(substring(news.linkedin_user_profile_urn from '(?i)^\\s*urn:li:member:([0-9]{1,18})\\s*$'))" -%}
{%- set sources = {
    'person_profile': ['news.linkedin_url', 'news.profile_url', 'news.linkedin_profile_id', 'news.full_name'],
    'person_discovery': ['news.linkedin_url', 'news.profile_url', 'null::bigint', 'news.full_name'],
    'salesnav_scrapes_person': [salesnav_url, salesnav_urn, salesnav_number, 'news.full_name'],
    'job_change': [
        'news.person_linkedin_url', 'news.person_profile_url', 'news.person_profile_id', 'news.person_name'
    ],
    'promotion': ['news.person_linkedin_url', 'news.person_profile_url', 'news.person_profile_id', 'news.person_name']
} -%}
{%- set models = [] -%}
{%- for kind in sources -%}{%- do models.append('extracted__' ~ kind) -%}{%- endfor -%}
{%- set plan = plan_window(models) -%}

with stated (linkedin_url, identifier, full_name, workflow_slug, record_id, observed_at) as (
    {% for kind, (asked, given, number, name) in sources.items() -%}
    {%- set model = 'extracted__' ~ kind -%}
    select
        pair.linkedin_url,
        pair.identifier,
        {{ name }},
        news.workflow_slug,
        news.record_id,
        news.observed_at
    from {{ ref(model) }} as news
    cross join lateral (select {{ asked }} as asked, {{ given }} as given) as url
    cross join lateral (
        select
            url.asked <> url.given as differ,
            {{ function('linkedin_url_type') }}(url.asked) = 'salesnav' as asks_by_id,
            {{ function('linkedin_url_type') }}(url.given) = 'salesnav' as gives_id
    ) as kind
    -- An address and a hashed id, the id itself, and the number with the address that the provider gives. Two public
    -- addresses in one body say nothing: rows get mixed up.
    cross join lateral (
        values
        (
            case when kind.differ and kind.gives_id then url.asked when kind.differ and kind.asks_by_id then url.given end,
            case when kind.gives_id then url.given else url.asked end
        ),
        (case when kind.differ and kind.gives_id then url.given end, url.given),
        (case when kind.differ and kind.asks_by_id then url.asked end, url.asked),
        (coalesce(url.given, url.asked), case when {{ number }} > 0 then 'urn:li:member:' || {{ number }} end)
    ) as pair (linkedin_url, identifier)
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
