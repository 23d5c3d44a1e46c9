{{ config(post_hook="{{ title_indexes() }}") }}
{%- set plan = plan_window(['extracted__person_profile']) -%}
{%- set missing = incomplete('parent.experience_count', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with profile as (
    {{ news_of_parent('extracted__person_profile', 'person_profile', 'linkedin_url', plan, missing) }}
),

job as (
    select
        profile.*,
        (listed.position - 1)::integer as experience_order,
        {{ function('clean_line') }}({{ text_of('listed.element', 'title') }}) as title,
        {{ function('clean_line') }}({{ text_of('listed.element', 'company') }}) as company,
        {{ site_domain(text_of('listed.element', 'company_domain')) }} as sent_domain,
        {{ function('normalize_company_linkedin_url') }}({{ text_of('listed.element', 'url') }})
            as company_linkedin_url,
        {{ function('parse_bigint') }}({{ text_of('listed.element', 'org_id') }}) as company_org_id,
        {{ text_of('listed.element', 'locality') }} as locality,
        {{ text_of('listed.element', 'summary') }} as summary,
        {{ function('stated_date') }}(listed.element -> 'start_date') as start_date_text,
        {{ function('stated_date') }}(listed.element -> 'end_date') as end_date_text,
        {{ function('parse_boolean') }}({{ text_of('listed.element', 'is_current') }}) as sent_is_current
    from profile
    cross join
        lateral jsonb_array_elements({{ function('json_entries') }}(profile.doc -> 'experience'))
        with ordinality as listed (element, position)
    where {{ names_a_job('listed.element') }}
    -- What stands before `offset 0` is computed once, however often it is read behind it.
    offset 0
),

dated as (
    select
        job.*,
        case when junk.domain is null then coalesce(domain_alias.domain, job.sent_domain) end as company_domain,
        {{ function('parse_partial_date') }}(start_date_text) as start_date,
        {{ function('partial_date_precision') }}(start_date_text) as start_date_precision,
        {{ function('parse_partial_date') }}(end_date_text) as end_date,
        {{ function('partial_date_precision') }}(end_date_text) as end_date_precision,
        {{ function('is_present_word') }}(end_date_text) as ends_now
    from job
    {{ join_domain_rules('job.sent_domain') }}
    offset 0
)

select
    entity_key,
    record_id,
    experience_order,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    linkedin_url,
    title,
    company,
    company_domain,
    company_linkedin_url,
    company_org_id,
    locality,
    summary,
    start_date,
    start_date_precision,
    case when start_date is null then left(start_date_text, 200) end as start_date_unread,
    end_date,
    end_date_precision,
    case when end_date is null and not coalesce(ends_now, false) then left(end_date_text, 200) end as end_date_unread,
    coalesce(sent_is_current, case when ends_now then true when end_date is not null then false end) as is_current,
    {{ generation(plan) }} as changed_in
from dated
