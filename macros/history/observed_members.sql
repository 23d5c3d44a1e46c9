{% macro observed_members(changes, spoken) -%}
    {#- Observed changes in the columns of the members of core.person_events. `spoken`: since when a profile speaks for
        the whole career of a person (linkedin_url, observed_on); what was seen until then may confirm an event of the
        career, and is none of its own. -#}
    select
        change.linkedin_url,
        '' as client_domain,
        change.event_kind,
        'observed_change' as origin,
        3 as level,
        change.member_id,
        change.company_domain,
        change.company_name,
        null::text as company_linkedin_url,
        change.title,
        change.previous_title,
        coalesce(change.start_date, change.seen_after_on) as occurred_on,
        change.start_date_precision as occurred_on_precision,
        coalesce(change.start_date, change.seen_before_on) as earliest_on,
        coalesce(
            {{ last_day('change.start_date', 'change.start_date_precision') }}, change.seen_after_on
        ) as latest_on,
        spoken.observed_on is null or change.seen_after_on > spoken.observed_on as may_stand,
        change.record_id,
        change.workflow_slug,
        change.observed_at
    from {{ changes }} as change
    left join {{ spoken }} as spoken on change.linkedin_url = spoken.linkedin_url
{%- endmacro %}
