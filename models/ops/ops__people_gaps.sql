with known as (
    select linkedin_url from {{ ref('core__people') }}
),

expected as (
    select
        'extracted.person_profile' as extracted_table,
        linkedin_url,
        workflow_slug,
        received_at
    from {{ ref('extracted__person_profile') }}
    where rejected_reason is null
    union all
    select
        'extracted.person_discovery' as extracted_table,
        linkedin_url,
        workflow_slug,
        received_at
    from {{ ref('extracted__person_discovery') }}
    where rejected_reason is null
)

select
    'core.people' as core_table,
    expected.extracted_table,
    expected.workflow_slug,
    expected.linkedin_url as entity_key,
    min(expected.received_at) as since
from expected
left join known on expected.linkedin_url = known.linkedin_url
where known.linkedin_url is null
group by expected.extracted_table, expected.workflow_slug, expected.linkedin_url
