select
    'reference.person_identities' as core_table,
    'extracted.person_identifiers' as extracted_table,
    own.workflow_slug,
    own.linkedin_url as entity_key,
    min(own.observed_at) as since
from {{ ref('extracted__person_identifiers') }} as own
left join {{ ref('reference__person_identities') }} as known on own.linkedin_url = known.linkedin_url
where
    known.linkedin_url is null
    and exists (
        select 1 from {{ ref('extracted__person_identifiers') }} as other
        where own.identifier = other.identifier and own.linkedin_url <> other.linkedin_url
    )
group by own.workflow_slug, own.linkedin_url
