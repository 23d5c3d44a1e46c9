with known as (
    select domain from {{ ref('core__companies') }}
),

expected as (
    select
        'extracted.company_discovery' as extracted_table,
        domain,
        workflow_slug,
        received_at
    from {{ ref('extracted__company_discovery') }}
    where rejected_reason is null
    union all
    select
        'extracted.company_firmographics' as extracted_table,
        company_domain,
        workflow_slug,
        received_at
    from {{ ref('extracted__company_firmographics') }}
    where rejected_reason is null
    union all
    select
        'extracted.person_experience' as extracted_table,
        company_domain,
        workflow_slug,
        received_at
    from {{ ref('extracted__person_experience') }}
    where company_domain is not null
    union all
    select
        'extracted.person_discovery' as extracted_table,
        company_domain,
        workflow_slug,
        received_at
    from {{ ref('extracted__person_discovery') }}
    where rejected_reason is null and company_domain is not null
)

select
    'core.companies' as core_table,
    expected.extracted_table,
    expected.workflow_slug,
    expected.domain as entity_key,
    min(expected.received_at) as since
from expected
left join known on expected.domain = known.domain
where known.domain is null
group by expected.extracted_table, expected.workflow_slug, expected.domain
