-- What each model has taken in, and how far it may read (law 5). Written only by models, in their own transaction.
create table if not exists ops.model_generations (
    model text primary key,
    generation bigint not null,
    invocation_id text not null,
    written_at timestamptz not null
);
-- What the last writing was, and which was the last that looked at all keys: ops.check_gaps says by them what closed a gap.
do $$ begin
    -- Asked first: `if not exists` waits for whoever reads the table, a dump for one, and all other readers behind it.
    if not exists (
        select from pg_attribute where attrelid = 'ops.model_generations'::regclass and attname = 'heal_generation'
    ) then
        alter table ops.model_generations add column if not exists mode text not null default 'build';
        alter table ops.model_generations add column if not exists heal_generation bigint;
    end if;
end $$;
comment on table ops.model_generations is
'One row per incremental model: how often it has been written. Rows of extracted carry the generation that changed them.';

create table if not exists ops.model_positions (
    model text not null,
    source text not null,
    position bigint not null,
    primary key (model, source)
);
comment on table ops.model_positions is
'Up to where each model has read each source: a transaction id for raw.payloads/<workflow>, a generation for a model.';

create or replace function ops.horizon(p_max_wait interval default '60 s') returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    settled bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    waiting text[];
    still text[];
    began timestamptz := clock_timestamp();
    prepared constant text := $q$
        select array_agg(gid)
        from run_command_on_workers($c$
            select coalesce(string_agg(gid, ','), '') from pg_prepared_xacts where gid like 'citus\_%' $c$) as r,
            unnest(string_to_array(nullif(r.result, ''), ',')) as gid $q$;
begin
    -- On Citus a transaction leaves the coordinator's snapshot a moment before its workers commit: wait for these.
    if exists (select from pg_extension where extname = 'citus') then
        execute prepared into waiting;
        while waiting is not null loop
            if clock_timestamp() - began > p_max_wait then
                raise exception 'transactions are still prepared on workers: %; run recover_prepared_transactions()', waiting;
            end if;
            perform pg_sleep(0.01);
            execute prepared into still;
            select array_agg(gid) into waiting
            from (select unnest(waiting) intersect select unnest(still)) as both_times (gid);
        end loop;
    end if;
    return settled;
end $$;
comment on function ops.horizon is
'First transaction id that may still be uncommitted: everything below it is settled and visible.';

create or replace function ops.check_transaction_ids() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    next_xid bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    made_on bigint := (select system_identifier from raw.warehouse_identity);
    here bigint := (select system_identifier from pg_control_system());
begin
    if made_on is null then
        raise exception 'this database holds no warehouse: run `hq init` first';
    end if;
    if made_on <> here
       or exists (select from ops.model_positions where source like 'raw.payloads/%' and position > next_xid)
       or ops.last_landed() > next_xid then
        raise exception 'landed rows carry transaction ids of another server (%, here %): this looks like a restored dump',
            made_on, here
            using hint = 'Run `hq rebase` once; it makes the next build read every landed row again and loses nothing.';
    end if;
end $$;
comment on function ops.check_transaction_ids is
'Raises when positions or landed rows come from another server, whose transaction ids mean nothing here.';

create or replace function ops.rebase_landed_xid() returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    moved bigint;
begin
    update raw.payloads set landed_xid = '3'::xid8 where landed_xid >= pg_current_xact_id();
    get diagnostics moved = row_count;
    update ops.model_positions set position = 0 where source like 'raw.payloads/%';
    update raw.warehouse_identity set system_identifier = control.system_identifier
    from pg_control_system() as control;
    return moved;
end $$;
comment on function ops.rebase_landed_xid is
'After a restore elsewhere: brings transaction ids from the future into the past and lets every model read raw anew.';

create or replace function ops.plan_window(p_model text, p_sources text[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    settled bigint := ops.horizon();
    plan jsonb;
begin
    select jsonb_build_object(
        'model', p_model,
        'generation', coalesce((select generation from ops.model_generations where model = p_model), 0) + 1,
        'sources', coalesce(jsonb_object_agg(
            name.source,
            jsonb_build_object(
                'lo', coalesce(taken.position, 0),
                'hi', case
                    when name.source like 'raw.payloads/%' then settled
                    else coalesce(written.generation, 0)
                end
            )
        ), '{}')
    ) into plan
    from unnest(p_sources) as name (source)
    left join ops.model_positions as taken on taken.model = p_model and taken.source = name.source
    left join ops.model_generations as written on written.model = name.source;
    perform set_config('hq.plan', plan::text, false);
    return plan;
end $$;
comment on function ops.plan_window is
'Decides what a model reads in this run and remembers it in the session until ops.take_in records it.';

drop function if exists ops.take_in(text, text); -- of a release without modes
create or replace function ops.take_in(p_model text, p_invocation_id text, p_mode text default 'build') returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    plan jsonb := nullif(current_setting('hq.plan', true), '')::jsonb;
begin
    if plan ->> 'model' is distinct from p_model then
        raise exception 'no window was planned for % in this session; connect dbt without a transaction pooler', p_model;
    end if;
    insert into ops.model_generations as g (model, generation, invocation_id, written_at, mode, heal_generation)
    values (
        p_model, (plan ->> 'generation')::bigint, p_invocation_id, now(), p_mode,
        case when p_mode <> 'build' then (plan ->> 'generation')::bigint end
    )
    on conflict (model) do update
    set generation = excluded.generation, invocation_id = excluded.invocation_id, written_at = excluded.written_at,
        mode = excluded.mode, heal_generation = coalesce(excluded.heal_generation, g.heal_generation)
    where g.generation = excluded.generation - 1;
    if not found then
        raise exception 'another build has written % since this one planned its window', p_model
            using hint = 'Nothing is lost: this model was rolled back. Run the build again, or use `hq build`, which waits.';
    end if;
    insert into ops.model_positions as p (model, source, position)
    select p_model, s.key, (s.value ->> 'hi')::bigint from jsonb_each(plan -> 'sources') as s
    on conflict (model, source) do update set position = excluded.position;
    -- What the model no longer reads must not look as if it waited for it (ops.pending_news).
    delete from ops.model_positions as p
    where p.model = p_model and not exists (select from jsonb_object_keys(plan -> 'sources') as s where s = p.source);
    -- Counters of the rows tell the next build whether somebody else has written since (ops.rows_written).
    perform pg_stat_force_next_flush();
end $$;
comment on function ops.take_in is
'Records, in the transaction of the model, that it takes in its planned window; refuses when another build was faster.';
