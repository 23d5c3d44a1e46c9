-- A workflow that says it coalesces has to say where to, and the other way round.
{{ config(tags=['registry']) }}

select
    workflow_slug,
    coalesces_to_core,
    core_table
from {{ ref('enrichment_workflow_registry') }}
where coalesces_to_core is distinct from (core_table is not null)
