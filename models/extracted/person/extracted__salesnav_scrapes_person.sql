{%- set plan = plan_window(landed_sources('salesnav_scrapes_person')) -%}

with delivered as (
    {{ deliveries('salesnav_scrapes_person', plan) }}
),

-- The row of the export, with what was added beside it; in its own spelling or in that of the columns. Read once: a row
-- is asked for by every column.
opened as materialized (
    select
        delivered.*,
        doc || {{ function('json_object') }}(body) as said,
        {{ function('fold_keys') }}(doc || {{ function('json_object') }}(body)) as sent
    from delivered
),

parsed as (
    select
        opened.*,
        coalesce(
            key_text, {{ first_text_of('sent', ['person_linkedin_sales_nav_url', 'linkedin_url_(user_profile)']) }}
        ) as url_text,
        {{ text_of('sent', 'linkedin_user_profile_urn') }} as linkedin_user_profile_urn,
        {{ function('clean_line') }}({{ text_of('sent', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('sent', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('sent', 'location') }}) as location_raw,
        {{ function('stated_date') }}(sent -> 'job_started_on') as job_started_on_raw,
        {{ first_text_of('sent', ['export_timestamp', '_export_timestamp']) }} as export_timestamp,
        {{ function('parse_timestamp') }}({{ text_of('sent', 'source_created_at') }}) as source_created_at,
        {{ site_domain(first_text_of('sent', ['domain', 'company_website'])) }} as sent_domain,
        -- A place that came parsed lies in an object, in the answer of a model, or beside the rest.
        coalesce(
            {{ function('nested_object') }}(said, array['parsed_location', 'location']),
            {{ function('json_object') }}({{ function('model_answer') }}(said) -> 'object'),
            '{}'::jsonb
        ) as place
    from opened
),

placed as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        placed.*,
        {{ function('normalize_person_linkedin_url') }}(url_text) as sent_url,
        coalesce(url_text, linkedin_user_profile_urn) as sent_key,
        {{ function('parse_timestamp') }}(export_timestamp) as exported_at,
        coalesce(
            {{ function('person_member_url') }}(url_text),
            {{ function('person_member_url') }}(linkedin_user_profile_urn)
        ) as linkedin_url
    from placed
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    {{ observed_at('coalesce(exported_at, source_created_at)', 'received_at') }} as observed_at,
    linkedin_url,
    {{ function('linkedin_url_type') }}(linkedin_url) as linkedin_url_type,
    {{ provider_profile_url('sent') }} as profile_url,
    case when sent_url like 'https://www.linkedin.com/in/%' then sent_url else url_text end
        as person_linkedin_sales_nav_url,
    linkedin_user_profile_urn,
    first_name,
    last_name,
    {{ function('clean_line') }}({{ text_of('sent', 'cleaned_first_name') }}) as cleaned_first_name,
    {{ function('clean_line') }}({{ text_of('sent', 'cleaned_last_name') }}) as cleaned_last_name,
    {{ function('clean_line') }}({{ text_of('sent', 'cleaned_full_name') }}) as cleaned_full_name,
    coalesce(first_name || ' ' || last_name, {{ function('clean_line') }}({{ text_of('sent', 'cleaned_full_name') }}))
        as full_name,
    {{ function('normalize_email') }}({{ text_of('sent', 'email') }}) as email,
    {{ text_of('sent', 'phone_number') }} as phone_number,
    {{ text_of('sent', 'profile_headline') }} as profile_headline,
    {{ text_of('sent', 'profile_summary') }} as profile_summary,
    {{ function('clean_line') }}({{ text_of('sent', 'job_title') }}) as job_title,
    {{ function('clean_line') }}({{ text_of('sent', 'cleaned_job_title') }}) as cleaned_job_title,
    {{ text_of('sent', 'job_description') }} as job_description,
    {{ function('parse_partial_date') }}(job_started_on_raw) as job_started_on,
    {{ function('partial_date_precision') }}(job_started_on_raw) as job_started_on_precision,
    job_started_on_raw,
    location_raw,
    {{ function('lookup_key') }}(location_raw) as location_key,
    {{ place_columns('place') }},
    {{ function('clean_line') }}({{ first_text_of('sent', ['company_name', 'company']) }}) as company_name,
    case when junk_kind is null then company_domain end as domain,
    {{ function('normalize_company_linkedin_url') }}(
        {{ first_text_of('sent', ['company_linkedin_url', 'linkedin_url_(company)']) }}
    ) as company_linkedin_url,
    {{ function('parse_uuid') }}({{ text_of('sent', 'source_id') }}) as source_id,
    {{ text_of('sent', 'source_id') }} as source_id_raw,
    {{ function('parse_uuid') }}({{ text_of('sent', 'upload_id') }}) as upload_id,
    {{ text_of('sent', 'upload_id') }} as upload_id_raw,
    {{ first_text_of('sent', ['notes', '_notes']) }} as notes,
    {{ function('parse_boolean') }}({{ text_of('sent', 'matching_filters') }}) as matching_filters,
    source_created_at,
    {{ text_of('sent', 'clay_batch_number') }} as clay_batch_number,
    {{ function('parse_timestamp') }}({{ text_of('sent', 'sent_to_clay_at') }}) as sent_to_clay_at,
    {{ first_text_of('sent', ['export_title', '_export_title']) }} as export_title,
    export_timestamp,
    exported_at,
    -- Whoever is named is good, also beside an odd row of the export.
    case
        when linkedin_url is null
            then coalesce(problem, {{ key_problem('linkedin_url', 'sent_key', 'person_linkedin_url') }})
    end as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
