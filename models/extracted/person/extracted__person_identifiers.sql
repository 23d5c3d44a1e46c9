{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{#- Who names a person by more than one address or id: kind of record to the addresses (the one it was asked for, the one
    that the provider gives, the one of a hashed id beside), LinkedIn's number of the member, and the name. -#}
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
    cross join lateral (
        select
            coalesce(array_agg(distinct sent.url) filter (where sent.type = 'real'), '{}') as addresses,
            coalesce(array_agg(distinct sent.url) filter (where sent.type = 'salesnav'), '{}') as ids
        from (
            select
                listed.url,
                {{ function('linkedin_url_type') }}(listed.url) as type
            from (values (({{ urls | join(')::text), ((') }})::text)) as listed (url)
        ) as sent
    ) as body
    -- Each hashed id with the address, or with the first of several ids; and the number with the address that the provider
    -- gives. Two public addresses in one body say nothing: rows get mixed up.
    cross join lateral (
        select
            named.linkedin_url,
            member.id as identifier
        from unnest(body.ids) as member (id)
        cross join lateral (values (coalesce(body.addresses[1], body.ids[1])), (member.id)) as named (linkedin_url)
        where cardinality(body.addresses) < 2 and cardinality(body.addresses) + cardinality(body.ids) > 1
        union
        select
            coalesce({{ urls[1] }}, {{ urls[0] }}),
            'urn:li:member:' || {{ number }}
        where {{ number }} > 0
    ) as pair
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
