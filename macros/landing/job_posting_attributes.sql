{% macro job_posting_attributes() -%}
    {#- What is said of a posting itself, apart from whose it is. Reads the columns of extracted__job_posting's last CTE. -#}
    coalesce(
        'https://www.linkedin.com/jobs/view/' || {{ function('linkedin_job_id') }}(sent_url),
        {{ function('normalize_url') }}(sent_url)
    ) as url,
    title,
    coalesce(sent_normalized_title, title) as normalized_title,
    case
        when sent_normalized_title is not null then 'payload'
        when title is not null then 'title'
    end as normalized_title_source,
    {{ function('clean_line') }}({{ text_at('body', ['cleaned_job_title', 'cleaned-job-title']) }}) as cleaned_job_title,
    {{ posted_job_function(text_of('body', 'job_function')) }} as job_function,
    {{ first_or_text("posting -> 'job_category'") }} as job_category,
    {{ text_at('posting', ['seniority', 'experience_level']) }} as seniority,
    coalesce(
        {{ text_of('posting', 'employment_type') }},
        {{ function('json_text') }}({{ function('category_list') }}(posting -> 'types') -> 0),
        {{ function('json_text') }}({{ function('category_list') }}(posting -> 'contract_types') -> 0)
    ) as employment_type,
    {{ function('clean_line') }}(
        coalesce(
            {{ text_of('posting', 'location') }},
            {{ first_or_text("posting -> 'locations'") }},
            {{ text_of('body', 'location') }}
        )
    ) as location,
    coalesce({{ text_of('posting', 'city') }}, {{ text_of('place', 'city') }}) as city,
    coalesce({{ text_of('posting', 'state') }}, {{ text_of('place', 'state') }}) as state,
    coalesce({{ text_of('posting', 'country') }}, {{ text_of('place', 'country') }}) as country,
    {{ function('parse_money') }}({{ text_at('posting', ['salary_min', 'salary_data.salary_low']) }}) as salary_min,
    {{ function('parse_money') }}({{ text_at('posting', ['salary_max', 'salary_data.salary_high']) }}) as salary_max,
    upper({{ text_at('posting', ['salary_currency', 'salary_data.salary_currency']) }}) as salary_currency,
    upper({{ text_at('posting', ['salary_unit', 'salary_data.salary_time_unit']) }}) as salary_unit,
    {{ function('clean_line') }}({{ text_of('posting', 'recruiter_name') }}) as recruiter_name,
    {{ function('normalize_person_linkedin_url') }}({{ text_at('posting', ['recruiter_url', 'recruiter_linkedin_url']) }})
        as recruiter_linkedin_url,
    {{ function('parse_partial_timestamp') }}(posted_at_raw) as posted_at,
    {{ function('partial_timestamp_precision') }}(posted_at_raw) as posted_at_precision,
    posted_at_raw,
    {{ function('parse_boolean') }}({{ text_of('posting', 'is_active') }}) as is_active,
    {{ function('parse_boolean') }}(
        coalesce({{ text_of('doc', 'isInitialCheck') }}, {{ text_at('posting', ['isInitialCheck', 'is_initial_check']) }})
    ) as is_initial_check,
    {{ function('parse_integer') }}({{ text_of('body', 'min_days_since_job_posting') }}) as min_days_since_job_posting,
    {{ function('parse_integer') }}({{ text_of('body', 'max_days_since_job_posting') }}) as max_days_since_job_posting,
    {{ text_of('body', 'signal_slug') }} as signal_slug,
    {{ text_at('doc', ['origin.tableId', 'origin_table_id']) }} as origin_table_id,
    {{ text_at('doc', ['origin.recordId', 'origin_record_id']) }} as origin_record_id,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url
{%- endmacro %}
