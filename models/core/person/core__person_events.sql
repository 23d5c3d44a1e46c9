{{ config(
    incremental_strategy='upsert_or_drop', meta={'drop_when': 'event_kind is null', 'replace_by': 'linkedin_url'}
) }}
{%- set news = {
    'extracted__person_experience': ['linkedin_url', 'true'],
    'extracted__signal_events': [
        'person_linkedin_url',
        "news.signal_type in ('job_change', 'new_hire', 'promotion') and news.person_linkedin_url is not null"
    ]
} -%}
{%- for kind, of in sighting_sources().items() -%}
    {%- do news.update({'extracted__' ~ kind: [of.person, 'news.' ~ of.person ~ ' is not null']}) -%}
{%- endfor -%}
{%- set plan = plan_window(news.keys() | list) -%}
{%- set event = ['linkedin_url', 'client_domain', 'event_kind', 'group_id'] | join(', ') -%}

-- A heal looks at every person: which events there should be is known only when they have been told again.
with changed as (
    {% for source, (person, condition) in news.items() -%}
    select news.{{ person }} as linkedin_url
    from {{ ref(source) }} as news
    where {{ condition }} and {{ is_news(plan, source, 'news', 'true') }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

sighting as (
    {{ person_sightings('changed') }}
),

pair as (
    {{ sighted_pairs('sighting') }}
),

change as (
    {{ observed_changes('pair') }}
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
        coalesce(earliest_on, occurred_on - 365) as from_on,
        latest_on as to_on
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
event as (
    select
        linkedin_url,
        client_domain,
        event_kind,
        group_id,
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
    group by {{ event }}
)

select
    event.linkedin_url,
    {{ function('stable_uuid') }}(concat_ws('|', {{ event }})) as id,
    event.event_kind,
    event.client_domain,
    event.company_domain,
    event.company_name,
    event.company_linkedin_url,
    event.title,
    event.previous_title,
    event.occurred_on,
    event.occurred_on_precision,
    event.earliest_on,
    event.latest_on,
    event.sources,
    event.member_ids,
    case
        when
            event.client_domain <> ''
            and bool_or(event.client_domain = '') over (
                partition by event.linkedin_url, event.event_kind, event.group_id
            )
            then {{ function('stable_uuid') }}(concat_ws('|', linkedin_url, '', event_kind, group_id))
    end as same_event_id,
    event.record_id as source_id,
    event.workflow_slug as workflow_source,
    event.updated_at
from event
{% if is_incremental() -%}
union all
select
    old.linkedin_url,
    old.id
    {%- for type in ['text'] * 7 + ['date', 'text', 'date', 'date', 'jsonb', 'jsonb', 'uuid', 'uuid', 'text', 'timestamptz'] %},
    null::{{ type }}
    {%- endfor %}
from {{ this }} as old
inner join changed on old.linkedin_url = changed.linkedin_url
where not exists (
    select from event as new
    where new.linkedin_url = old.linkedin_url
        and {{ function('stable_uuid') }}(concat_ws('|', {{ 'new.' ~ event | replace(', ', ', new.') }})) = old.id
)
{%- endif %}
