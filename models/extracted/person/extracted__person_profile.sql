{%- set plan = plan_window(landed_sources('person_profile')) -%}

with delivered as (
    {{ deliveries('person_profile', plan) }}
),

opened as (
    select
        delivered.*,
        {{ function('person_member_url') }}(key_text) as asked_url,
        {{ provider_profile_url('doc') }} as profile_url,
        {{ function('clean_line') }}({{ text_of('doc', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('doc', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('doc', 'name') }}) as sent_name,
        {{ function('json_object') }}(doc -> 'latest_experience') as stated_latest,
        {{ function('json_entries') }}(doc -> 'experience') as experience,
        {{ function('json_entries') }}(doc -> 'education') as education,
        {{ text_of('doc', 'last_refresh') }} as source_last_refresh,
        {{ function('parse_timestamp') }}({{ text_of('doc', 'last_refresh') }}) as refreshed_at
    from delivered
),

latest_of as (
    select
        opened.*,
        -- What the profile says of itself stands in for an address that cannot be read.
        coalesce(asked_url, profile_url) as linkedin_url,
        {{ latest_job('stated_latest', 'experience') }} as latest
    from opened
    -- What stands before `offset 0` is computed once, however often it is read behind it.
    offset 0
),

placed as (
    select
        latest_of.*,
        {{ site_domain(text_of('latest', 'company_domain')) }} as sent_company_domain,
        {{ function('stated_date') }}(latest -> 'start_date') as start_date_text
    from latest_of
),

parsed as (
    select
        placed.*,
        case when junk.domain is null then coalesce(domain_alias.domain, placed.sent_company_domain) end
            as latest_company_domain
    from placed
    {{ join_domain_rules('placed.sent_company_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    {{ observed_at('refreshed_at', 'received_at') }} as observed_at,
    linkedin_url,
    {{ stated_slug('doc', 'linkedin_url') }} as linkedin_slug,
    {{ function('linkedin_url_type') }}(linkedin_url) as linkedin_url_type,
    {{ function('parse_bigint') }}({{ text_of('doc', 'profile_id') }}) as linkedin_profile_id,
    profile_url,
    coalesce({{ stated_member_url('doc') }}, {{ stated_member_url('body') }}) as member_url,
    {{ person_names() }},
    {{ text_of('doc', 'headline') }} as headline,
    {{ text_of('doc', 'summary') }} as summary,
    {{ text_of('doc', 'country') }} as country,
    {{ text_of('doc', 'location_name') }} as location_name,
    {{ function('parse_integer') }}({{ text_of('doc', 'connections') }}) as connections,
    {{ function('parse_integer') }}({{ text_of('doc', 'num_followers') }}) as num_followers,
    coalesce({{ text_of('doc', 'picture_url_orig') }}, {{ text_of('doc', 'picture_url_copy') }}) as picture_url,
    {{ function('parse_integer') }}({{ text_of('doc', 'jobs_count') }}) as jobs_count,
    {{ function('clean_line') }}({{ text_of('latest', 'title') }}) as latest_title,
    {{ function('clean_line') }}({{ text_of('latest', 'company') }}) as latest_company,
    latest_company_domain,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('latest', 'url') }}) as latest_company_linkedin_url,
    {{ function('parse_bigint') }}({{ text_of('latest', 'org_id') }}) as latest_company_org_id,
    {{ text_of('latest', 'locality') }} as latest_locality,
    {{ function('parse_partial_date') }}(start_date_text) as latest_start_date,
    {{ function('partial_date_precision') }}(start_date_text) as latest_start_date_precision,
    {{ function('parse_boolean') }}({{ text_of('latest', 'is_current') }}) as latest_is_current,
    {% for list in ['certifications', 'languages', 'courses', 'patents', 'projects', 'publications', 'volunteering',
                    'awards'] -%}
    nullif({{ function('json_entries') }}(doc -> '{{ list }}'), '[]'::jsonb) as {{ list }},
    {% endfor -%}
    source_last_refresh,
    (
        select count(*)::integer from jsonb_array_elements(experience) as listed (element)
        where {{ names_a_job('listed.element') }}
    ) as experience_count,
    (
        select count(*)::integer from jsonb_array_elements(education) as listed (element)
        where {{ names_a_school('listed.element') }}
    ) as education_count,
    coalesce(
        problem,
        {{ key_problem('linkedin_url', 'key_text', 'person_linkedin_url') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from parsed
