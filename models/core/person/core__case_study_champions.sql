{%- set plan = plan_window(['extracted__case_study_champions', 'extracted__case_study_buyers']) -%}
{%- set study_of_news = function('short_key') ~ "(coalesce(news.case_study_url, ''))" -%}
{%- set study_of_record = function('short_key') ~ "(coalesce(record.case_study_url, ''))" -%}
{%- set missing = absent({
    'origin_company_domain': 'news.origin_company_domain',
    'study_key': study_of_news,
    'name_key': 'news.name_key'
}, as_of='updated_at') -%}

with changed as (
    select
        news.origin_company_domain,
        {{ study_of_news }} as study_key,
        news.name_key
    from {{ ref('extracted__case_study_champions') }} as news
    where {{ is_news(plan, 'extracted__case_study_champions', 'news', missing) }}
    union
    select
        news.origin_company_domain,
        {{ study_of_news }} as study_key,
        news.name_key
    from {{ ref('extracted__case_study_buyers') }} as news
    where {{ is_news(plan, 'extracted__case_study_buyers', 'news', missing) }}
),

mention as (
    select
        changed.*,
        record.case_study_url,
        record.full_name,
        record.job_title,
        coalesce(record.company_name, record.customer_company_name) as company_name,
        case
            when {{ is_same_company('record.company_name', 'record.customer_company_name') }}
                then record.customer_company_domain
        end as company_domain,
        'case_study_champions' as source,
        record.workflow_slug,
        record.record_id,
        record.observed_at
    from {{ ref('extracted__case_study_champions') }} as record
    inner join changed
        on
            record.origin_company_domain = changed.origin_company_domain
            and record.name_key = changed.name_key
            and {{ study_of_record }} = changed.study_key
    union all
    select
        changed.*,
        record.case_study_url,
        record.buyer_full_name as full_name,
        record.buyer_job_title as job_title,
        record.customer_company_name as company_name,
        record.customer_company_domain as company_domain,
        'case_study_buyers' as source,
        record.workflow_slug,
        record.record_id,
        record.observed_at
    from {{ ref('extracted__case_study_buyers') }} as record
    inner join changed
        on
            record.origin_company_domain = changed.origin_company_domain
            and record.name_key = changed.name_key
            and {{ study_of_record }} = changed.study_key
),

champion as (
    select
        origin_company_domain,
        study_key,
        name_key,
        {{ newest_value('case_study_url') }},
        {{ newest_value('full_name') }},
        {{ newest_value('job_title') }},
        {{ newest_value('company_name') }},
        {{ newest_value('company_domain') }},
        -- To be named as a buyer says more than to be quoted.
        min(source) as source,
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from mention
    group by origin_company_domain, study_key, name_key
)

select
    origin_company_domain,
    study_key,
    name_key,
    {{ function('stable_uuid') }}(concat_ws('|', origin_company_domain, study_key, name_key)) as id,
    full_name,
    job_title,
    company_name,
    company_domain,
    {{ function('stable_uuid') }}(company_domain) as core_company_id,
    case_study_url,
    source,
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    updated_at
from champion
