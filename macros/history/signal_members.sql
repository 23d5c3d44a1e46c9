{% macro signal_members(persons=none) -%}
    {#- Delivered signals about persons in the columns of the members of core.person_events. A signal without a date
        tells of something within the year before it was first seen. `persons` as in career_members. -#}
    select
        signal.person_linkedin_url as linkedin_url,
        signal.client_domain,
        case when signal.signal_type = 'promotion' then 'promotion' else 'hire' end as event_kind,
        'signal' as origin,
        case when signal.client_domain <> '' then 4 when signal.is_dated then 2 else 3 end as level,
        signal.id as member_id,
        signal.company_domain,
        signal.company_name,
        signal.company_linkedin_url,
        signal.title,
        signal.previous_title,
        signal.occurred_on,
        case when signal.is_dated then coalesce(signal.occurred_on_precision, 'day') end as occurred_on_precision,
        case when signal.is_dated then signal.occurred_on end as earliest_on,
        {{ last_day('signal.occurred_on', 'signal.occurred_on_precision') }} as latest_on,
        true as may_stand,
        signal.source_id as record_id,
        signal.workflow_source as workflow_slug,
        signal.updated_at as observed_at
    from {{ ref('core__signals') }} as signal
    {%- if persons %}
    inner join {{ persons }} as person on signal.person_linkedin_url = person.linkedin_url
    {%- endif %}
    where signal.signal_type in ('job_change', 'new_hire', 'promotion') and signal.person_linkedin_url is not null
{%- endmacro %}
