{%- set plan = plan_window(landed_sources('apollo_people_cleaned')) -%}

with delivered as (
    {{ deliveries('apollo_people_cleaned', plan) }}
),

-- Read once: a row is asked for by every column.
opened as materialized (
    select
        delivered.*,
        {{ function('apollo_person_row') }}(doc) as sent,
        jsonb_array_length({{ function('listed_objects') }}(doc, array['people', 'matches', 'contacts'])) as listed
    from delivered
),

parsed as (
    select
        opened.*,
        {{ first_text_of('sent', ['linkedin_url', 'person_linkedin_link']) }} as linkedin_text,
        {{ text_of('sent', 'apollo_person_url') }} as apollo_text,
        {{ function('normalize_apollo_url') }}({{ text_of('sent', 'apollo_person_url') }}) as apollo_url,
        {{ function('clean_line') }}({{ text_of('sent', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('sent', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('sent', 'full_name') }}) as sent_name,
        {{ site_domain(text_of('sent', 'domain')) }} as sent_domain
    from opened
),

known as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        known.*,
        {{ function('person_member_url') }}(linkedin_text) as linkedin_url,
        case when split_part(apollo_url, '/', 5) in ('people', 'contacts') then apollo_url end as apollo_person_url
    from known
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    linkedin_url,
    apollo_person_url,
    {{ person_names() }},
    {% for name in ['cleaned_first_name', 'cleaned_last_name', 'cleaned_full_name', 'cleaned_job_title',
                    'company_name'] -%}
    {{ function('clean_line') }}({{ text_of('sent', name) }}) as {{ name }},
    {% endfor -%}
    {{ function('clean_line') }}({{ first_text_of('sent', ['job_title', 'title']) }}) as job_title,
    {{ text_of('sent', 'headline') }} as headline,
    {{ text_of('sent', 'photo_url') }} as photo_url,
    coalesce(
        {{ text_of('sent', 'person_location') }},
        nullif(
            concat_ws(
                ', ',
                {{ text_of('sent', 'lead_city') }},
                {{ text_of('sent', 'lead_state') }},
                {{ text_of('sent', 'lead_country') }}
            ),
            ''
        )
    ) as person_location,
    {{ text_of('sent', 'lead_country') }} as country,
    -- Apollo's stand-in for an address that is not paid for is none.
    nullif({{ function('normalize_email') }}({{ text_of('sent', 'email') }}), 'email_not_unlocked@domain.com')
        as email,
    case when junk_kind is null then company_domain end as company_domain,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('sent', 'company_linkedin_link') }})
        as company_linkedin_url,
    coalesce(
        problem,
        case
            when coalesce(linkedin_url, apollo_person_url) is not null then null
            when listed > 1 then 'many_records_in_one_body'
            when coalesce({{ function('provider_error') }}(doc), {{ text_of('doc', 'message') }}) is not null
                then 'provider_error'
            else {{ key_problem('null', 'coalesce(linkedin_text, apollo_text)', 'person_key') }}
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
