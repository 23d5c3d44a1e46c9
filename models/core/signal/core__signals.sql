{%- set plan = plan_window(['extracted__signal_events', 'reference__person_identities']) -%}
{%- set missing = 'case when news.period is null then '
    ~ absent({'event_group': 'news.event_group'}, as_of='updated_at') ~ ' else '
    ~ absent({'event_group': 'news.event_group', 'period': 'news.period'}, as_of='updated_at') ~ ' end' -%}

with changed as (
    select news.event_group
    from {{ ref('extracted__signal_events') }} as news
    where {{ is_news(plan, 'extracted__signal_events', 'news', missing) }}
    union
    select named.event_group
    from {{ ref('reference__person_identities') }} as news
    inner join {{ ref('extracted__signal_events') }} as named on news.linkedin_url = named.person_linkedin_url
    where {{ is_news(plan, 'reference__person_identities', 'news') }}
),

-- A report that gives no time belongs to the latest event of its kind that has one.
report as (
    select
        every_report.*,
        coalesce(every_report.period, max(every_report.period) over (partition by every_report.event_group), '')
            as event_period,
        {{ person_of('every_report.person_linkedin_url') }} as person_url
    from {{ ref('extracted__signal_events') }} as every_report
    inner join changed on every_report.event_group = changed.event_group
    {{ join_person('every_report.person_linkedin_url') }}
),

-- Of several dates of one event the finest counts, then the newest.
event as (
    select
        event_group,
        event_period,
        min(signal_type) as signal_type,
        min(client_domain) as client_domain,
        {{ newest_value('person_url') }},
        {{ newest_value('person_name') }},
        {{ newest_value('company_domain') }},
        {{ newest_value('company_name') }},
        {{ newest_value('company_linkedin_url') }},
        {{ newest_value('previous_company_linkedin_url') }},
        {{ newest_value('title') }},
        {{ newest_value('previous_title') }},
        (array_agg(
            stated_on order by coalesce(stated_on_precision = 'day', false) desc, observed_at desc, record_id desc
        ) filter (where stated_on is not null))[1] as stated_on,
        min(stated_on_precision) as occurred_on_precision,
        (min(observed_at) at time zone 'UTC')::date as first_observed_on,
        {{ newest_value('confidence') }},
        {{ newest_value('details') }},
        count(*)::integer as reports,
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(received_at) as first_seen_at,
        max(observed_at) as updated_at
    from report
    group by event_group, event_period
)

select
    event_group || '|' || event_period as event_key,
    {{ function('stable_uuid') }}(event_group || '|' || event_period) as id,
    event_group,
    event_period as period,
    signal_type,
    client_domain,
    person_url as person_linkedin_url,
    person_name,
    company_domain,
    company_name,
    company_linkedin_url,
    previous_company_linkedin_url,
    title,
    previous_title,
    coalesce(stated_on, first_observed_on) as occurred_on,
    occurred_on_precision,
    stated_on is not null as is_dated,
    confidence,
    details,
    reports,
    workflow_slug as workflow_source,
    record_id as source_id,
    first_seen_at,
    updated_at
from event
