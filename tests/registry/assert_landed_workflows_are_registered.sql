-- Whatever lies outside quarantine was landed under a registered slug; one taken out of the registry shows here.
{{ config(tags=['registry']) }}

with landed as (
    select distinct
        workflow_slug,
        raw_table
    from {{ source('raw', 'payloads') }}
    where raw_table <> 'raw.quarantine'
),

registered as (
    select workflow_slug from {{ ref('enrichment_workflow_registry') }}
)

select landed.*
from landed
left join registered on landed.workflow_slug = registered.workflow_slug
where registered.workflow_slug is null
