-- A caller may use a slug, an alias or a function name; each has to mean one workflow.
{{ config(tags=['registry']) }}

with called as (
    select
        workflow_slug,
        workflow_slug as called_as
    from {{ ref('enrichment_workflow_registry') }}
    union all
    select
        workflow_slug,
        modal_function_name
    from {{ ref('enrichment_workflow_registry') }}
    union all
    select
        workflow_slug,
        unnest(slug_aliases) as called_as
    from {{ ref('enrichment_workflow_registry') }}
)

select
    called_as,
    string_agg(workflow_slug, ', ') as workflows
from called
group by called_as
having count(*) > 1
