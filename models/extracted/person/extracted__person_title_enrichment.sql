{%- set plan = plan_window(landed_sources('person_title_enrichment')) -%}

with delivered as (
    {{ deliveries('person_title_enrichment', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('person_member_url') }}(key_text) as linkedin_url,
        {{ function('clean_line') }}({{ text_of('doc', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('doc', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('doc', 'full_name') }}) as sent_name,
        {{ function('clean_line') }}({{ text_of('doc', 'latest_title') }}) as latest_title,
        {{ function('clean_line') }}({{ text_of('doc', 'cleaned_job_title') }}) as cleaned_job_title,
        {{ function('clean_line') }}({{ text_of('doc', 'seniority_level') }}) as seniority_level_raw,
        {{ function('clean_line') }}({{ text_of('doc', 'job_function') }}) as job_function_raw,
        {{ function('stated_date') }}(doc -> 'latest_start_date') as start_date_text,
        {{ site_domain(text_of('doc', 'company_domain')) }} as sent_domain
    from delivered
),

placed as (
    {{ with_company_domain('parsed') }}
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
    {{ stated_member_url('doc') }} as member_url,
    {{ person_names() }},
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_first_name') }}) as cleaned_first_name,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_last_name') }}) as cleaned_last_name,
    {{ function('clean_line') }}({{ text_of('doc', 'cleaned_full_name') }}) as cleaned_full_name,
    {{ text_of('doc', 'location_name') }} as location_name,
    {{ place_columns('doc') }},
    case when junk_kind is null then company_domain end as company_domain,
    latest_title,
    {{ function('lookup_key') }}(coalesce(latest_title, cleaned_job_title)) as title_key,
    cleaned_job_title,
    seniority.seniority as seniority_level,
    seniority_level_raw,
    job_function.job_function,
    job_function_raw,
    {{ function('clean_line') }}({{ text_of('doc', 'latest_company') }}) as latest_company,
    {{ function('parse_partial_date') }}(start_date_text) as latest_start_date,
    {{ function('partial_date_precision') }}(start_date_text) as latest_start_date_precision,
    {{ text_of('doc', 'clay_company_table_id') }} as clay_company_table_id,
    {{ text_of('doc', 'clay_company_record_id') }} as clay_company_record_id,
    {{ text_of('doc', 'clay_table_url') }} as clay_table_url,
    coalesce(problem, {{ key_problem('linkedin_url', 'key_text', 'person_linkedin_url') }}) as rejected_reason,
    {{ generation(plan) }} as changed_in
from placed
left join {{ ref('seniority_aliases') }} as seniority
    on {{ function('lookup_key') }}(placed.seniority_level_raw) = seniority.alias
left join {{ ref('job_function_aliases') }} as job_function
    on {{ function('lookup_key') }}(placed.job_function_raw) = job_function.alias
