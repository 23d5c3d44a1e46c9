with known as (
    select
        origin_company_domain,
        customer_key
    from {{ ref('core__company_customers') }}
),

listed as (
    select
        record_id,
        origin_company_domain,
        customer_key,
        workflow_slug,
        received_at
    from {{ ref('extracted__company_customers') }}
),

research as (
    select
        record_id,
        origin_company_domain,
        workflow_slug,
        received_at
    from {{ ref('extracted__company_customer_research') }}
    where rejected_reason is null and customers_named > 0
),

missing as (
    select
        'extracted.company_customers' as extracted_table,
        listed.workflow_slug,
        listed.origin_company_domain || ' / ' || listed.customer_key as entity_key,
        listed.received_at
    from listed
    left join known
        on listed.origin_company_domain = known.origin_company_domain and listed.customer_key = known.customer_key
    where known.customer_key is null
    union all
    select
        'extracted.company_customer_research' as extracted_table,
        research.workflow_slug,
        research.origin_company_domain,
        research.received_at
    from research
    left join listed on research.record_id = listed.record_id
    where listed.record_id is null
)

select
    'core.company_customers' as core_table,
    extracted_table,
    workflow_slug,
    entity_key,
    min(received_at) as since
from missing
group by extracted_table, workflow_slug, entity_key
