{% macro career_members(persons=none) -%}
    {#- Events of careers in the columns of the members of core.person_events. `persons`: relation with the
        linkedin_url of the persons wanted; all when none. -#}
    select
        step.linkedin_url,
        '' as client_domain,
        event.event_kind,
        'work_history' as origin,
        1 as level,
        {{ function('stable_uuid') }}(concat_ws('|', event.event_kind, step.linkedin_url, step.id)) as member_id,
        step.company_domain,
        step.company_name,
        step.company_linkedin_url,
        step.title,
        case when event.event_kind <> 'departure' then step.previous_title end as previous_title,
        event.happened_on as occurred_on,
        event.precision as occurred_on_precision,
        event.happened_on as earliest_on,
        {{ last_day('event.happened_on', 'event.precision') }} as latest_on,
        true as may_stand,
        step.source_id as record_id,
        step.source as workflow_slug,
        step.observed_at
    from {{ ref('core__person_career_steps') }} as step
    {%- if persons %}
    inner join {{ persons }} as person on step.linkedin_url = person.linkedin_url
    {%- endif %}
    cross join lateral (
        values
        (step.start_event, step.start_date, step.start_date_precision),
        (step.end_event, step.end_date, step.end_date_precision)
    ) as event (event_kind, happened_on, precision)
    where event.event_kind is not null
{%- endmacro %}
