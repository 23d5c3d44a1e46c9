-- Books of the schedule: what `hq run` did, step by step, and what each dbt command did with each node.
create table if not exists ops.scheduled_runs (
    run_id uuid primary key,
    kind text not null check (kind in ('full', 'selected', 'idle')),
    reason text not null,
    status text not null check (status in ('running', 'ok', 'warned', 'failed', 'stopped', 'interrupted', 'died', 'idle')),
    started_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    exit_code integer,
    selection text[],
    owes_build boolean not null default false,
    project_hash text not null,
    code_version text,
    broken jsonb not null default '[]',
    alert text check (alert in ('sent', 'failed', 'known')),
    alert_key text,
    process_id integer
);
comment on table ops.scheduled_runs is 'One row per run of the schedule (hq run); a run that stepped aside for another one has none.';
comment on column ops.scheduled_runs.kind is
'full: everything with all tests; selected: what has news; idle: nothing had news and nothing was due.';
comment on column ops.scheduled_runs.reason is 'Why it was of that kind.';
comment on column ops.scheduled_runs.status is
'How it ended. died: it was killed, as the next run noticed; stopped: data quality kept it from building.';
comment on column ops.scheduled_runs.selection is 'Selectors of dbt for what it was to build; null stands for everything.';
comment on column ops.scheduled_runs.owes_build is
'The build did not come to an end: the next run builds the selection of this one as well.';
comment on column ops.scheduled_runs.project_hash is 'Digest of the dbt project; another one than in the last full run asks for a full run.';
comment on column ops.scheduled_runs.code_version is 'HQ_COMMIT, when it is set.';
comment on column ops.scheduled_runs.broken is 'List of step, name, what happened and what to do; no values of data.';
comment on column ops.scheduled_runs.alert is 'known: the same was alerted less than a day before; null when there was nothing to say.';
comment on column ops.scheduled_runs.alert_key is 'Digest of what was alerted; empty for the word that all is well again.';

create index if not exists scheduled_runs_started_at on ops.scheduled_runs (started_at);

create table if not exists ops.scheduled_steps (
    run_id uuid not null references ops.scheduled_runs on delete cascade,
    position integer not null,
    step text not null,
    status text not null check (
        status in ('running', 'ok', 'warned', 'failed', 'absent', 'interrupted', 'died')
    ),
    started_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    exit_code integer,
    detail text,
    primary key (run_id, position)
);
comment on table ops.scheduled_steps is 'One row per step of a run, written when it begins and when it ends.';
comment on column ops.scheduled_steps.status is
'absent: this release has no such step; died: its run was killed in it.';

create table if not exists ops.dbt_invocations (
    invocation_id uuid primary key,
    run_id uuid not null references ops.scheduled_runs on delete cascade,
    step text not null,
    arguments text[] not null,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    exit_code integer not null,
    dbt_version text,
    has_results boolean not null,
    nodes integer not null,
    failed integer not null,
    skipped integer not null
);
comment on table ops.dbt_invocations is 'One row per dbt command of a run; a killed one leaves no results.';
comment on column ops.dbt_invocations.invocation_id is 'As in ops.model_generations; one of our own when dbt left no results.';

create index if not exists dbt_invocations_run_id on ops.dbt_invocations (run_id);
create index if not exists dbt_invocations_started_at on ops.dbt_invocations (started_at);

create table if not exists ops.dbt_node_results (
    invocation_id uuid not null references ops.dbt_invocations on delete cascade,
    unique_id text not null,
    name text not null,
    resource_type text not null,
    status text not null,
    seconds numeric,
    rows_affected bigint,
    failures bigint,
    message text,
    finished_at timestamptz,
    primary key (invocation_id, unique_id)
);
comment on table ops.dbt_node_results is 'One row per node of a dbt command: how it ended, seconds, rows.';
comment on column ops.dbt_node_results.status is 'Of dbt: success, pass, warn, error, fail, skipped, runtime error ...';
comment on column ops.dbt_node_results.rows_affected is 'Rows that the last statement of the node wrote.';
comment on column ops.dbt_node_results.failures is 'Rows that a test found.';
comment on column ops.dbt_node_results.message is 'What dbt said, first lines, without values of data.';

create or replace view ops.nodes_to_retry as
with since as (
    select coalesce(max(started_at), '-infinity') as began
    from ops.scheduled_runs
    where kind = 'full' and status in ('ok', 'warned', 'failed') and not owes_build
),
newest as (
    select distinct on (result.unique_id)
        result.unique_id,
        result.name,
        result.resource_type,
        result.status,
        invocation.started_at
    from ops.dbt_node_results as result
    inner join ops.dbt_invocations as invocation on invocation.invocation_id = result.invocation_id
    where invocation.started_at >= (select began from since)
        and invocation.step in ('seed', 'rebuild', 'build', 'heal')
        and result.resource_type <> 'operation'
    order by result.unique_id, invocation.started_at desc
)
select unique_id, name, resource_type, status, started_at as tried_at
from newest
where status in ('error', 'fail', 'skipped', 'partial success', 'runtime error');
comment on view ops.nodes_to_retry is
'Nodes whose newest result since the last full run is an error, a failed test or a skip: the next run tries them again.';

create or replace function ops.settle_positions() returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    settled bigint := ops.horizon();
    moved bigint;
begin
    -- A window that holds no body may count as read; so the next question looks at nothing but what landed since.
    with behind as (
        select p.model, p.source, p.position, substr(p.source, 14) as workflow_slug
        from ops.model_positions as p
        -- Checks of quality read quarantined bodies too, and stay behind until somebody accepts what is new.
        where p.source like 'raw.payloads/%' and p.model not like 'quality/%' and p.position < settled
    ),
    landed as (
        select
            r.workflow_slug, max(r.landed_xid::text::bigint) as last_xid,
            max(r.landed_xid::text::bigint) filter (where r.quarantine_code is null) as last_readable
        from raw.payloads as r
        where r.quarantine_code is distinct from 'erased'
            and r.landed_xid >= (select min(b.position) from behind as b)::text::xid8
            and r.landed_xid < settled::text::xid8
        group by r.workflow_slug
    )
    update ops.model_positions as p
    set position = settled
    from behind as b
    left join landed as l on l.workflow_slug = b.workflow_slug
    where p.model = b.model and p.source = b.source and p.position = b.position
        -- One model reads what is quarantined as well, to tell who waits for it; until it is built, a view does.
        and coalesce(
            case when b.model = 'reference__enrichment_deliveries' then l.last_xid else l.last_readable end < b.position,
            true
        );
    get diagnostics moved = row_count;
    return moved;
end $$;
comment on function ops.settle_positions is
'Moves positions of models on workflows without news up to the horizon, as a build would; returns how many. Call it with the lock held.';

create or replace function ops.forget_runs(p_older_than interval) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint;
begin
    delete from ops.scheduled_runs
    where started_at < now() - p_older_than and not owes_build
        and run_id not in (
            select run_id from ops.scheduled_runs
            where kind = 'full' and status in ('ok', 'warned', 'failed') order by started_at desc limit 1
        );
    get diagnostics gone = row_count;
    return gone;
end $$;
comment on function ops.forget_runs is 'Deletes the books of old runs with their steps and results; the last full run stays.';
