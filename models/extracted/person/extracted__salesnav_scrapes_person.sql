{%- set plan = plan_window(landed_sources('salesnav_scrapes_person')) -%}

with delivered as (
    {{ deliveries('salesnav_scrapes_person', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('normalize_person_linkedin_url') }}(key_text) as sent_url,
        {{ text_of('doc', 'linkedin_user_profile_urn') }} as linkedin_user_profile_urn,
        {{ function('clean_line') }}({{ text_of('doc', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('doc', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('doc', 'location') }}) as location_raw,
        {{ text_of('doc', 'job_started_on') }} as job_started_on_raw,
        {{ text_of('doc', 'export_timestamp') }} as export_timestamp,
        {{ function('parse_timestamp') }}({{ text_of('doc', 'export_timestamp') }}) as exported_at,
        {{ function('parse_timestamp') }}({{ text_of('doc', 'source_created_at') }}) as source_created_at,
        {{ function('normalize_domain') }}({{ text_of('doc', 'domain') }}) as sent_domain,
        -- A place that came parsed lies in an object, in the answer of a model, or beside the rest.
        coalesce(
            {{ function('nested_object') }}(doc, array['parsed_location', 'location']),
            {{ function('json_object') }}({{ function('model_answer') }}(doc) -> 'object'),
            '{}'::jsonb
        ) as place
    from delivered
),

placed as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        placed.*,
        coalesce(
            {{ function('person_member_url') }}(key_text),
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
    {{ provider_profile_url('doc') }} as profile_url,
    case when sent_url like 'https://www.linkedin.com/in/%' then sent_url else key_text end
        as person_linkedin_sales_nav_url,
    linkedin_user_profile_urn,
    first_name,
    last_name,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_first_name') }}) as cleaned_first_name,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_last_name') }}) as cleaned_last_name,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_full_name') }}) as cleaned_full_name,
    coalesce(first_name || ' ' || last_name, {{ function('clean_line') }}({{ text_of('doc', 'cleaned_full_name') }}))
        as full_name,
    {{ function('normalize_email') }}({{ text_of('doc', 'email') }}) as email,
    {{ text_of('doc', 'phone_number') }} as phone_number,
    {{ text_of('doc', 'profile_headline') }} as profile_headline,
    {{ text_of('doc', 'profile_summary') }} as profile_summary,
    {{ function('clean_line') }}({{ text_of('doc', 'job_title') }}) as job_title,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_job_title') }}) as cleaned_job_title,
    {{ text_of('doc', 'job_description') }} as job_description,
    {{ function('parse_partial_date') }}(job_started_on_raw) as job_started_on,
    {{ function('partial_date_precision') }}(job_started_on_raw) as job_started_on_precision,
    job_started_on_raw,
    location_raw,
    {{ function('lookup_key') }}(location_raw) as location_key,
    {{ text_of('place', 'city') }} as city,
    {{ text_of('place', 'state') }} as state,
    {{ text_of('place', 'country') }} as country,
    {{ has_part('place', 'city') }} as has_city,
    {{ has_part('place', 'state') }} as has_state,
    {{ has_part('place', 'country') }} as has_country,
    {{ function('clean_line') }}({{ text_of('doc', 'company_name') }}) as company_name,
    case when junk_kind is null then company_domain end as domain,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'company_linkedin_url') }})
        as company_linkedin_url,
    {{ function('parse_uuid') }}({{ text_of('doc', 'source_id') }}) as source_id,
    {{ text_of('doc', 'source_id') }} as source_id_raw,
    {{ function('parse_uuid') }}({{ text_of('doc', 'upload_id') }}) as upload_id,
    {{ text_of('doc', 'upload_id') }} as upload_id_raw,
    {{ text_of('doc', 'notes') }} as notes,
    {{ function('parse_boolean') }}({{ text_of('doc', 'matching_filters') }}) as matching_filters,
    source_created_at,
    {{ text_of('doc', 'clay_batch_number') }} as clay_batch_number,
    {{ function('parse_timestamp') }}({{ text_of('doc', 'sent_to_clay_at') }}) as sent_to_clay_at,
    {{ text_of('doc', 'export_title') }} as export_title,
    export_timestamp,
    exported_at,
    coalesce(
        problem,
        {{ key_problem('linkedin_url', 'coalesce(key_text, linkedin_user_profile_urn)', 'person_linkedin_url') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
