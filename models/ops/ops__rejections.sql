select
    record_kind,
    workflow_slug,
    rejected_reason,
    count(*) as records
from {{ ref('ops__extracted_records') }}
where rejected_reason is not null
group by record_kind, workflow_slug, rejected_reason
