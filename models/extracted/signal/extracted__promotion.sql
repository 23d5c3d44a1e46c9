{%- set plan = plan_window(landed_sources('promotion')) -%}

with delivered as (
    {{ deliveries('promotion', plan) }}
),

opened as (
    {{ signalled_people('delivered') }}
),

stated as (
    select
        opened.*,
        {{ function('text_list') }}(body -> 'new_title') as flat_titles,
        {{ function('first_date_of_list') }}(body -> 'start_date_with_new_title') as flat_start,
        coalesce(
            nullif({{ function('text_list') }}(doc -> 'newTitle'), '[]'::jsonb),
            {{ function('text_list') }}(body -> 'new_title'),
            '[]'::jsonb
        ) as new_titles,
        coalesce(
            nullif({{ function('text_list') }}(doc -> 'previousTitle'), '[]'::jsonb),
            {{ function('text_list') }}(body -> 'previous_title'),
            '[]'::jsonb
        ) as previous_titles
    from opened
),

wanted as (
    select
        stated.*,
        coalesce(flat_titles <> '[]'::jsonb, false) or flat_start is not null as is_written_out,
        null::text as wanted_url,
        null::text as wanted_domain,
        {{ function('customer_key') }}(new_titles ->> 0) as wanted_title,
        {{ function('parse_partial_date') }}(flat_start) as wanted_start
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
        {{ site_domain(text_of('job', 'company_domain')) }} as sent_domain,
        {{ signalled_start("body -> 'start_date_with_new_title'") }} as start_text
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
    case when junk_kind is null then company_domain end as company_domain,
    {{ function('clean_line') }}({{ text_of('job', 'company') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('job', 'url') }}) as company_linkedin_url,
    new_titles,
    previous_titles,
    new_titles ->> 0 as new_title,
    previous_titles ->> 0 as previous_title,
    {{ function('parse_partial_date') }}(start_text) as new_role_start_date,
    {{ function('partial_date_precision') }}(start_text) as new_role_start_date_precision,
    case when {{ function('partial_date_precision') }}(start_text) is null then left(start_text, 200) end
        as new_role_start_date_unread,
    {{ signal_columns() }},
    {{ function('parse_integer') }}({{ text_of('body', 'days_since_promotion') }}) as days_since_promotion,
    {{ signalled_person_problem('raw_promotion_payload') }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
