{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'event_kind is null'}) }}
{%- set plan = plan_window(event_news().keys() | list) -%}
{%- set group = ['linkedin_url', 'client_domain', 'event_kind', 'group_id'] | join(', ') -%}

with concerned as (
    {{ persons_with_news(plan) }}
),

address as (
    {{ addresses_of_persons('concerned') }}
),

changed as (
    select distinct linkedin_url from address
),

sighting as (
    {{ person_sightings('address') }}
),

change as (
    {{ observed_changes('(' ~ sighted_pairs('sighting') ~ ')') }}
),

spoken as (
    select
        step.linkedin_url,
        max((step.observed_at at time zone 'UTC')::date) as observed_on
    from {{ ref('core__person_career_steps') }} as step
    inner join changed on step.linkedin_url = changed.linkedin_url
    group by step.linkedin_url
),

told as (
    {{ career_members('changed') }}
    union all
    {{ signal_members('changed') }}
    union all
    {{ observed_members('change', 'spoken') }}
),

keyed as (
    {{ with_company_key('told', 'linkedin_url, client_domain') }}
),

member as (
    select
        keyed.*,
        {{ function('lookup_key') }}(title) as title_key,
        coalesce(earliest_on, occurred_on - 365) as from_on
    from keyed
),

-- Jobs of a career are different events; what signals and records tell joins one of them, or stands alone.
known_1 as (
    select
        member.*,
        member_id as group_id
    from member
    where level = 1
),

{% for level in [2, 3, 4] -%}
level_{{ level }} as (
    {{ group_members('member', level, 'known_' ~ (level - 1)) }}
),

known_{{ level }} as (
    select * from known_{{ level - 1 }}
    union all
    select
        member.*,
        level_{{ level }}.group_id
    from member
    inner join level_{{ level }}
        on member.linkedin_url = level_{{ level }}.linkedin_url and member.member_id = level_{{ level }}.member_id
),

{% endfor -%}
grouped as (
    select
        {{ group }},
        {{ function('stable_uuid') }}(concat_ws('|', {{ group }})) as id,
        {% for column in ['company_domain', 'company_name', 'company_linkedin_url', 'title', 'previous_title'] -%}
        {{ first_told(column) }},
        {% endfor -%}
        {{ best_dated(['occurred_on', 'occurred_on_precision', 'earliest_on', 'latest_on']) }},
        jsonb_agg(distinct origin order by origin) as sources,
        jsonb_agg(member_id order by member_id) as member_ids,
        {{ first_told('record_id') }},
        {{ first_told('workflow_slug') }},
        max(observed_at) as updated_at
    from known_4
    group by {{ group }}
)

select
    linkedin_url,
    id,
    event_kind,
    client_domain,
    company_domain,
    company_name,
    company_linkedin_url,
    title,
    previous_title,
    occurred_on,
    occurred_on_precision,
    earliest_on,
    latest_on,
    sources,
    member_ids,
    case
        when client_domain <> '' and bool_or(client_domain = '') over (partition by linkedin_url, event_kind, group_id)
            then {{ function('stable_uuid') }}(concat_ws('|', linkedin_url, '', event_kind, group_id))
    end as same_event_id,
    record_id as source_id,
    workflow_slug as workflow_source,
    updated_at
from grouped
{% if is_incremental() -%}
union all
{{ no_longer_told('changed', 'grouped', ['text'] * 7 + [
    'date', 'text', 'date', 'date', 'jsonb', 'jsonb', 'uuid', 'uuid', 'text', 'timestamptz'
]) }}
{%- endif %}
