{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    origin_company_domain,
    origin_company_name,
    customer_order,
    customer_name as company_customer_name,
    customer_domain as company_customer_domain,
    customer_linkedin_url as company_customer_linkedin_url,
    case_study_url,
    has_case_study,
    confidence
from {{ ref('extracted__company_customers') }}
where workflow_slug = 'claygent-get-all-company-customers'
