{%- set plan = plan_window(landed_sources('job_change')) -%}

with delivered as (
    {{ deliveries('job_change', plan) }}
),

opened as (
    {{ signalled_people('delivered') }}
),

stated as (
    select
        opened.*,
        {{ site_domain(function('first_of_list') ~ "(body -> 'new_company_domain')") }} as flat_domain,
        {{ function('text_list') }}(body -> 'new_company_name') ->> 0 as flat_name,
        {{ function('normalize_company_linkedin_url') }}(
            {{ function('first_of_list') }}(body -> 'new_company_linkedin_url')
        ) as flat_url,
        {{ function('normalize_company_linkedin_url') }}({{ function('first_of_list') }}(doc -> 'newCompany'))
            as event_url,
        {{ function('first_date_of_list') }}(body -> 'start_date_at_new_job') as flat_start
    from opened
),

wanted as (
    select
        stated.*,
        coalesce(flat_domain, flat_name, flat_url) is not null as is_written_out,
        coalesce(event_url, flat_url) as wanted_url,
        flat_domain as wanted_domain,
        null::text as wanted_title,
        null::date as wanted_start
    from stated
),

placed as (
    select
        wanted.*,
        {{ signalled_role() }} as job
    from wanted
),

parsed as (
    select
        placed.*,
        coalesce({{ site_domain(text_of('job', 'company_domain')) }}, flat_domain)
            as sent_domain,
        {{ signalled_start("body -> 'start_date_at_new_job'") }} as start_text
    from placed
),

keyed as (
    {{ with_company_domain('parsed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    {{ observed_at('refreshed_at', 'received_at') }} as observed_at,
    client_domain,
    {{ signalled_person_columns() }},
    coalesce(
        {{ function('normalize_company_linkedin_url') }}({{ function('first_of_list') }}(doc -> 'previousCompany')),
        {{ function('normalize_company_linkedin_url') }}(
            {{ function('first_of_list') }}(body -> 'previous_company_linkedin_url')
        )
    ) as previous_company_linkedin_url,
    {{ function('clean_line') }}({{ text_of('doc', 'expected_company') }}) as previous_company_name,
    case when junk_kind is null then company_domain end as new_company_domain,
    coalesce({{ function('clean_line') }}({{ text_of('job', 'company') }}), flat_name) as new_company_name,
    coalesce({{ function('normalize_company_linkedin_url') }}({{ text_of('job', 'url') }}), event_url, flat_url)
        as new_company_linkedin_url,
    {{ function('clean_line') }}({{ text_of('job', 'title') }}) as new_job_title,
    {{ function('parse_partial_date') }}(start_text) as new_job_start_date,
    {{ function('partial_date_precision') }}(start_text) as new_job_start_date_precision,
    case when {{ function('partial_date_precision') }}(start_text) is null then left(start_text, 200) end
        as new_job_start_date_unread,
    {{ text_of('job', 'locality') }} as new_job_location,
    {{ signal_columns() }},
    {{ function('parse_boolean') }}({{ text_of('doc', 'job_change_detected') }}) as job_change_detected,
    {{ function('parse_integer') }}({{ text_of('body', 'job_change_within_months') }}) as job_change_within_months,
    {{ function('parse_boolean') }}({{ text_of('body', 'started_role_within_window') }}) as started_role_within_window,
    {{ signalled_person_problem('raw_job_change_payload') }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
