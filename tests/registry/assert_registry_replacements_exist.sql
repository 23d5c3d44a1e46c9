-- Whoever is told to use another workflow has to find it.
{{ config(tags=['registry']) }}

select
    old.workflow_slug,
    old.replaced_by
from {{ ref('enrichment_workflow_registry') }} as old
left join {{ ref('enrichment_workflow_registry') }} as new on old.replaced_by = new.workflow_slug
where old.replaced_by is not null and new.workflow_slug is null
