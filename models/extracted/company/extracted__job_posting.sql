{%- set plan = plan_window(landed_sources('job_posting')) -%}

with delivered as (
    {{ deliveries('job_posting', plan) }}
),

-- Materialized, so that an answer is opened once and not once per column.
listed as materialized (
    select
        delivered.*,
        answered.jobs,
        case when jsonb_array_length(answered.jobs) = 1 then answered.jobs -> 0 end as posting
    from delivered
    cross join lateral (
        select {{ function('listed_jobs') }}({{ answer_of('job_posting', 'delivered.body') }}) as jobs
    ) as answered
),

read_out as materialized (
    select
        listed.*,
        {{ function('json_entries') }}(posting -> 'location_data') -> 0 as place,
        -- An older envelope has the fields of the posting beside it.
        {{ function('clean_line') }}(
            coalesce({{ text_at('posting', ['title', 'job_title']) }}, {{ text_of('body', 'job_title') }})
        ) as title,
        {{ function('clean_line') }}({{ text_of('posting', 'normalized_title') }}) as sent_normalized_title,
        coalesce(
            {{ text_at('posting', ['url', 'job_linkedin_url', 'job_url']) }},
            {{ text_of('doc', 'url') }},
            {{ text_of('body', 'job_linkedin_url') }},
            {{ text_of('posting', 'application_url') }}
        ) as sent_url,
        {{ function('parse_bigint') }}({{ text_at('posting', ['job_id', 'job_linkedin_id', 'jobId']) }}) as sent_job_id,
        {{ text_at('posting', ['company_url', 'company.b2b_profile_url']) }} as company_url,
        coalesce(
            {{ text_of('body', 'company_linkedin_url') }}, {{ text_of('posting', 'company_linkedin_url') }}
        ) as sent_linkedin_url,
        {{ text_at('posting', ['domain', 'company_domain', 'company.website_url']) }} as domain_of_posting,
        {{ text_of('body', 'client_domain') }} as sent_client_domain,
        coalesce(
            {{ text_at('posting', ['posted_at', 'post_on', 'posted_on', 'published']) }},
            {{ text_of('body', 'post_on') }}
        ) as posted_at_raw
    from listed
),

parsed as materialized (
    select
        read_out.*,
        coalesce(
            {{ site_domain('key_text') }}, {{ site_domain('domain_of_posting') }}
        ) as sent_domain,
        coalesce(
            {{ function('normalize_company_linkedin_url') }}(sent_linkedin_url),
            {{ function('normalize_company_linkedin_url') }}(company_url)
        ) as company_linkedin_url,
        {{ function('normalize_domain') }}(sent_client_domain) as client_domain,
        coalesce(
            case when sent_job_id > 0 then sent_job_id end, {{ function('linkedin_job_id') }}(sent_url)
        ) as job_id
    from read_out
),

ruled as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        ruled.*,
        coalesce(
            case when junk_kind is null then company_domain end, company_linkedin_url, client_domain
        ) as company_key,
        coalesce(key_text, domain_of_posting, sent_linkedin_url, company_url, sent_client_domain) as sent_company_key
    from ruled
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    case when junk_kind is null then company_domain end as company_domain,
    {{ function('clean_line') }}(
        coalesce({{ text_at('posting', ['company_name', 'company.name']) }}, {{ text_of('body', 'company_name') }})
    ) as company_name,
    company_linkedin_url,
    company_url,
    {{ function('parse_bigint') }}({{ text_at('posting', ['company_id', 'company_linkedin_id']) }})
        as company_linkedin_id,
    client_domain,
    job_id,
    {{ job_posting_attributes() }},
    coalesce(
        case when problem <> 'nested_payload_is_no_object' or jobs is null then problem end,
        case
            when jsonb_array_length(jobs) > 1 then 'many_records_in_one_body'
            when jobs = '[]'::jsonb then 'no_answer'
            when coalesce(title, sent_url, job_id::text) is not null then null
            when {{ text_at('doc', ['message', 'error']) }} is not null then 'no_answer'
        end,
        case when sent_client_domain is not null and client_domain is null then 'unreadable_client_domain' end,
        case when company_key is null and junk_kind is not null then 'shared_domain' end,
        {{ key_problem('company_key', 'sent_company_key', 'company_key') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
