-- What of a build still stands: nodes whose definition and whose sources are as they were need not be made or tested again.
create table if not exists ops.built_nodes (
    node text primary key,
    digest text not null,
    mark text not null,
    built_at timestamptz not null
);
comment on table ops.built_nodes is
'One row per view, function, seed, table and passed test: what it was made of when it was made last. Written by dbt alone.';
comment on column ops.built_nodes.node is 'Unique id of dbt.';
comment on column ops.built_nodes.digest is 'Of the definition: compiled SQL, columns, rows of the file.';
comment on column ops.built_nodes.mark is
'How PostgreSQL knows it: identity and transaction of its entry in the catalogue or of its rows; of a test, what its tables were.';

create or replace function ops.mark_of(p_kind text, p_schema text, p_name text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    mark text;
begin
    case p_kind
        when 'view' then
            select c.oid || ':' || r.xmin into mark
            from pg_class as c
            inner join pg_rewrite as r on r.ev_class = c.oid and r.rulename = '_RETURN'
            where c.relnamespace = to_regnamespace(p_schema) and c.relname = p_name and c.relkind = 'v';
        when 'function' then
            select string_agg(oid || ':' || xmin, ',' order by oid) into mark
            from pg_proc where pronamespace = to_regnamespace(p_schema) and proname = p_name;
        when 'seed' then
            -- All rows were written by one transaction and none was added, changed or taken away since.
            if to_regclass(format('%I.%I', p_schema, p_name)) is not null then
                execute format(
                    'select concat_ws('':'', count(*), min(xmin::text::bigint), max(xmin::text::bigint)) from %I.%I',
                    p_schema, p_name
                ) into mark;
            end if;
        else
            select oid || ':' || relnatts into mark
            from pg_class where relnamespace = to_regnamespace(p_schema) and relname = p_name and relkind in ('r', 'p');
    end case;
    return mark;
end $$;
comment on function ops.mark_of is
'How PostgreSQL knows a view, function, seed or table now; null when it is not there. Whoever changes it by hand changes that.';

create or replace function ops.node_stands(p_node text, p_kind text, p_schema text, p_name text, p_digest text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    return coalesce((
        select b.digest = p_digest and b.mark = ops.mark_of(p_kind, p_schema, p_name)
        from ops.built_nodes as b where b.node = p_node
    ), false);
end $$;
comment on function ops.node_stands is 'Whether a node is as dbt made it last, from the same definition.';

create or replace function ops.node_built(p_node text, p_kind text, p_schema text, p_name text, p_digest text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    insert into ops.built_nodes as b (node, digest, mark, built_at)
    select p_node, p_digest, made.mark, clock_timestamp()
    from ops.mark_of(p_kind, p_schema, p_name) as made (mark)
    where made.mark is not null
    on conflict (node) do update set digest = excluded.digest, mark = excluded.mark, built_at = excluded.built_at
    where (b.digest, b.mark) is distinct from (excluded.digest, excluded.mark)
$$;
comment on function ops.node_built is 'Records that dbt has made a node from this definition.';

create or replace function ops.look(p_invocation_id text) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    seen jsonb := nullif(current_setting('hq.look', true), '')::jsonb;
begin
    if seen ->> 'invocation' is not distinct from p_invocation_id then
        return seen;
    end if;
    select jsonb_build_object(
        'invocation', p_invocation_id,
        'landed', coalesce(jsonb_object_agg(workflow_slug, last_xid), '{}')
    ) into seen
    from (
        select workflow_slug, max(landed_xid::text::bigint) as last_xid
        from raw.payloads
        where quarantine_code is null
            and landed_xid >= coalesce(
                (select min(position) from ops.model_positions where source like 'raw.payloads/%'), 0
            )::text::xid8
            and landed_xid < ops.horizon()::text::xid8
        group by workflow_slug
    ) as landed;
    seen := seen || jsonb_build_object('last', (select max(landed_xid::text::bigint) from (
        select landed_xid from raw.payloads order by landed_xid desc limit 1
    ) as newest));
    perform set_config('hq.look', seen::text, false);
    return seen;
end $$;
comment on function ops.look is
'What has landed above the oldest position, by workflow: asked once in each session of a run of dbt and remembered in it.';

create or replace function ops.has_news(p_model text, p_invocation_id text) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    plan jsonb := nullif(current_setting('hq.plan', true), '')::jsonb;
    seen jsonb;
begin
    if plan ->> 'model' is distinct from p_model then
        return null;
    end if;
    if (plan ->> 'generation')::bigint = 1 then
        return true;
    end if;
    seen := ops.look(p_invocation_id);
    -- A source without a position has never been read; its position has to be written, so there is always news in it.
    return exists (
        select from jsonb_each(plan -> 'sources') as s
        where case
            when s.key like 'raw.payloads/%' then
                (s.value ->> 'lo')::bigint = 0 or (seen -> 'landed' ->> substr(s.key, 14))::bigint >= (s.value ->> 'lo')::bigint
            else s.value -> 'lo' <> s.value -> 'hi'
        end
    );
end $$;
comment on function ops.has_news is
'Whether the window that was planned in this session holds anything; null when no window was planned for the model.';

create or replace function ops.state_behind(p_nodes text[], p_landed boolean, p_invocation_id text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    state text;
begin
    select md5(string_agg(node || '=' || made, ' ' order by node)) into state
    from (
        select
            asked.node,
            coalesce(written.generation::text, built.digest || ':' || built.mark) as made
        from unnest(p_nodes) as asked (node)
        left join ops.model_generations as written
            on asked.node like 'model.%' and written.model = split_part(asked.node, '.', 3)
        left join ops.built_nodes as built on built.node = asked.node
    ) as behind
    having bool_and(made is not null);
    if p_landed then
        state := state || ':' || coalesce(ops.look(p_invocation_id) ->> 'last', '');
    end if;
    return state;
end $$;
comment on function ops.state_behind is
'What the tables behind a test are at this moment: writings of models, definitions of views, rows of seeds; null when unknown.';

create or replace function ops.test_stands(
    p_node text, p_digest text, p_nodes text[], p_landed boolean, p_invocation_id text, p_for interval,
    out state text, out stands boolean
)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    state := ops.state_behind(p_nodes, p_landed, p_invocation_id);
    stands := coalesce((
        select b.digest = p_digest and b.mark = state and b.built_at between clock_timestamp() - p_for and clock_timestamp()
        from ops.built_nodes as b where b.node = p_node
    ), false);
end $$;
comment on function ops.test_stands is
'Whether a test has passed on tables that were not written since, and not so long ago that it is to be run all the same.';

create or replace function ops.test_passed(p_node text, p_digest text, p_state text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    insert into ops.built_nodes as b (node, digest, mark, built_at)
    select p_node, p_digest, p_state, clock_timestamp() where p_state is not null
    on conflict (node) do update set digest = excluded.digest, mark = excluded.mark, built_at = excluded.built_at
$$;
comment on function ops.test_passed is 'Records that a test has passed, and on what.';
