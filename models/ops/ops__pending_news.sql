{#- What has news: one statement, asked before every scheduled run. The models are those of the project as it was built
    last; a changed project is built as a whole, whatever this says. -#}
with project as (
    select name from unnest({{ text_array(models_with_windows()) }}) as model (name)
),

reads as (
    select
        taken.model,
        taken.source,
        taken.position,
        substr(taken.source, 14) as workflow_slug
    from {{ source('ops', 'model_positions') }} as taken
    inner join project on taken.model = project.name
    where taken.source like 'raw.payloads/%'
),

-- The first transaction that may still be uncommitted, from which on no build would read. Asked for once: on a cluster
-- each node that reads bodies has transactions of its own.
horizon as (
    select ops.horizon()::text::xid8 as settled
),

landed as (
    select
        workflow_slug,
        landed_xid
    from {{ source('raw', 'payloads') }}
    where
        quarantine_code is null
        and landed_xid >= (select min(oldest.position) from reads as oldest)::text::xid8
        and landed_xid < (select horizon.settled from horizon)
),

-- A workflow that its model has never read: one that was registered, or given its kind of record, since.
unread as (
    select
        project.name as model,
        'raw.payloads/' || registry.workflow_slug as source
    from {{ ref('enrichment_workflow_registry') }} as registry
    inner join project on 'extracted__' || registry.record_kind = project.name
    left join reads on project.name = reads.model and registry.workflow_slug = reads.workflow_slug
    where
        reads.model is null
        and exists (
            select 1 from {{ source('raw', 'payloads') }} as p
            where
                p.raw_table = registry.raw_table
                and p.workflow_slug = registry.workflow_slug
                and p.quarantine_code is null
                and p.landed_xid < (select horizon.settled from horizon)
        )
)

select
    reads.model,
    reads.source,
    'landed' as kind,
    count(*) as news
from reads
inner join landed
    on reads.workflow_slug = landed.workflow_slug and landed.landed_xid >= reads.position::text::xid8
group by reads.model, reads.source

union all

select
    model,
    source,
    'unread' as kind,
    null as news
from unread

union all

select
    taken.model,
    taken.source,
    'written' as kind,
    written.generation - taken.position as news
from {{ source('ops', 'model_positions') }} as taken
inner join {{ source('ops', 'model_generations') }} as written on taken.source = written.model
inner join project as reader on taken.model = reader.name
inner join project as writer on written.model = writer.name
where written.generation > taken.position
