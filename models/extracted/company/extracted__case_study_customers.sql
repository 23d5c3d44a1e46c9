{%- set plan = plan_window(['extracted__case_study_details', 'extracted__case_study_buyer_report']) -%}
{%- set missing = function('customer_key') ~ '(news.{name}) is not null and ' ~ absent({
    'entity_key': 'news.entity_key', 'record_id': 'news.record_id'
}) -%}

-- A case study names a customer of the company that published it, whoever is quoted in it.
with studied as (
    select
        news.entity_key,
        news.record_id,
        news.payload_id,
        news.workflow_slug,
        news.received_at,
        news.observed_at,
        news.origin_company_domain,
        news.origin_company_name,
        news.company_customer_name as customer_name,
        news.company_customer_domain as customer_domain,
        news.case_study_url
    from {{ ref('extracted__case_study_details') }} as news
    where
        news.rejected_reason is null
        and {{ is_news(
            plan, 'extracted__case_study_details', 'news', missing | replace('{name}', 'company_customer_name')
        ) }}
    union all
    select
        news.entity_key,
        news.record_id,
        news.payload_id,
        news.workflow_slug,
        news.received_at,
        news.observed_at,
        news.origin_company_domain,
        news.origin_company_name,
        news.customer_company_name,
        news.customer_company_domain,
        news.case_study_url
    from {{ ref('extracted__case_study_buyer_report') }} as news
    where
        news.rejected_reason is null
        and {{ is_news(
            plan, 'extracted__case_study_buyer_report', 'news', missing | replace('{name}', 'customer_company_name')
        ) }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    origin_company_domain,
    origin_company_name,
    {{ function('customer_key') }}(customer_name) as customer_key,
    customer_name,
    {{ function('company_name_key') }}(customer_name) as customer_name_key,
    customer_domain,
    case_study_url,
    {{ generation(plan) }} as changed_in
from studied
where
    {{ function('customer_key') }}(customer_name) is not null
    and not {{ is_nobody('customer_name') }}
