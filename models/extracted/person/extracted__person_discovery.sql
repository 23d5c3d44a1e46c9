{%- set plan = plan_window(landed_sources('person_discovery')) -%}

with delivered as (
    {{ deliveries('person_discovery', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('person_member_url') }}(key_text) as asked_url,
        {{ provider_profile_url('doc') }} as profile_url,
        {{ function('clean_line') }}({{ text_of('doc', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('doc', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('doc', 'name') }}) as sent_name,
        {{ site_domain(text_of('doc', 'domain')) }} as sent_company_domain,
        -- The job by which a search found somebody stands in for the latest.
        {{ function('json_object') }}(doc -> 'matched_experience') as matched,
        coalesce(
            {{ function('nested_object') }}(
                body, array['raw_person_parsed_location_payload', 'raw_person_location_payload']
            ),
            -- Newer searches bring the parsed place within the hit.
            {{ function('json_object') }}(doc -> 'structured_location')
        ) as location_doc
    from delivered
),

chosen as (
    select
        parsed.*,
        matched is not null
        and {{ first_text_of('doc', ['latest_experience_title', 'latest_title', 'latest_experience_company']) }} is null
            as is_matched
    from parsed
),

keyed as (
    select
        chosen.*,
        {{ function('stated_date') }}(
            case when is_matched then matched -> 'start_date' else doc -> 'latest_experience_start_date' end
        ) as start_date_text,
        -- What the hit says of itself stands in for an address that cannot be read.
        coalesce(chosen.asked_url, chosen.profile_url) as linkedin_url,
        case when junk.domain is null then coalesce(domain_alias.domain, chosen.sent_company_domain) end
            as company_domain
    from chosen
    {{ join_domain_rules('chosen.sent_company_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    linkedin_url,
    {{ function('linkedin_slug') }}(linkedin_url) as linkedin_slug,
    {{ function('linkedin_url_type') }}(linkedin_url) as linkedin_url_type,
    profile_url,
    coalesce({{ stated_member_url('doc') }}, {{ stated_member_url('body') }}) as member_url,
    {{ person_names() }},
    {{ function('clean_line') }}({{ text_of('body', 'cleaned_first_name') }}) as cleaned_first_name,
    {{ function('clean_line') }}({{ text_of('body', 'cleaned_last_name') }}) as cleaned_last_name,
    {{ function('clean_line') }}({{ text_of('body', 'cleaned_full_name') }}) as cleaned_full_name,
    {{ text_of('doc', 'location_name') }} as location_name,
    {{ place_columns('location_doc') }},
    company_domain,
    {{ function('clean_line') }}(
        case
            when is_matched then {{ text_of('matched', 'job_title') }}
            else {{ first_text_of('doc', ['latest_experience_title', 'latest_title']) }}
        end
    ) as latest_title,
    {{ function('clean_line') }}(
        case
            when is_matched then {{ text_of('matched', 'company_name') }}
            else {{ text_of('doc', 'latest_experience_company') }}
        end
    ) as latest_company,
    {{ function('parse_partial_date') }}(start_date_text) as latest_start_date,
    {{ function('partial_date_precision') }}(start_date_text) as latest_start_date_precision,
    coalesce(body ? 'raw_person_payload', false) as is_location_parsed,
    {{ text_of('doc', 'company_table_id') }} as clay_company_table_id,
    {{ text_of('doc', 'company_record_id') }} as clay_company_record_id,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    coalesce(
        problem,
        {{ key_problem('linkedin_url', 'key_text', 'person_linkedin_url') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
