-- What of a build still stands: nodes whose definition and whose sources are as they were need not be made or tested again.
create table if not exists ops.built_nodes (
    node text primary key,
    kind text not null,
    schema_name text,
    relation_name text,
    digest text not null,
    mark text not null,
    built_at timestamptz not null
);
comment on table ops.built_nodes is
'One row per view, function, seed, table and passed test: what it was made of when it was made last. Written by dbt alone.';
comment on column ops.built_nodes.node is 'Unique id of dbt.';
comment on column ops.built_nodes.kind is 'view, function, seed, table or test.';
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

create or replace function ops.node_built(p_node text, p_kind text, p_schema text, p_name text, p_digest text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    insert into ops.built_nodes as b (node, kind, schema_name, relation_name, digest, mark, built_at)
    select p_node, p_kind, p_schema, p_name, p_digest, made.mark, clock_timestamp()
    from ops.mark_of(p_kind, p_schema, p_name) as made (mark)
    where made.mark is not null
    on conflict (node) do update
    set kind = excluded.kind, schema_name = excluded.schema_name, relation_name = excluded.relation_name,
        digest = excluded.digest, mark = excluded.mark, built_at = excluded.built_at
    where (b.kind, b.schema_name, b.relation_name, b.digest, b.mark)
        is distinct from (excluded.kind, excluded.schema_name, excluded.relation_name, excluded.digest, excluded.mark)
$$;
comment on function ops.node_built is 'Records that dbt has made a node from this definition.';

create or replace function ops.last_landed() returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
    select landed_xid::text::bigint from raw.payloads order by landed_xid desc limit 1
$$;
comment on function ops.last_landed is 'Transaction of the newest body.';

create or replace function ops.rows_written(p_model text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select concat_ws(
        '/', pg_relation_filenode(named.id), pg_stat_get_tuples_inserted(named.id),
        pg_stat_get_tuples_updated(named.id), pg_stat_get_tuples_deleted(named.id)
    )
    from (select to_regclass(regexp_replace(p_model, '__', '.'))::oid as id) as named
$$;
comment on function ops.rows_written is
'File and counters of the table of a model: other ones mean that rows were written, by whomever. On a cluster they stay as they are.';

create or replace function ops.state_behind(p_nodes text[], p_landed boolean) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select md5(string_agg(node || '=' || made, ' ' order by node collate "C"))
        || case when p_landed then ':' || coalesce(ops.last_landed(), 0) else '' end
    from (
        select
            asked.node,
            coalesce(
                written.generation || ':' || ops.rows_written(written.model), built.digest || ':' || built.mark
            ) as made
        from unnest(p_nodes) as asked (node)
        left join ops.model_generations as written
            on asked.node like 'model.%' and written.model = split_part(asked.node, '.', 3)
        left join ops.built_nodes as built on built.node = asked.node
    ) as behind
    having bool_and(made is not null)
$$;
comment on function ops.state_behind is
'What the tables behind a test are at this moment: writings of models, definitions of views, rows of seeds; null when unknown.';

create or replace function ops.test_passed(p_node text, p_digest text, p_state text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    insert into ops.built_nodes as b (node, kind, digest, mark, built_at)
    select p_node, 'test', p_digest, p_state, clock_timestamp() where p_state is not null
    on conflict (node) do update set digest = excluded.digest, mark = excluded.mark, built_at = excluded.built_at
$$;
comment on function ops.test_passed is 'Records that a test has passed, and on what.';

create or replace function ops.survey() returns jsonb
language sql volatile set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object(
        'landed', (
            select coalesce(jsonb_object_agg(l.workflow_slug, l.last_xid), '{}')
            from (
                select workflow_slug, max(landed_xid::text::bigint) as last_xid
                from raw.payloads
                -- Both bounds are asked for once: in place, the horizon would be asked for by each body.
                where quarantine_code is null and landed_xid < (select ops.horizon())::text::xid8 and landed_xid >= (
                    select min(position) from ops.model_positions
                    where source like 'raw.payloads/%' and model not like 'quality/%'
                )::text::xid8
                group by workflow_slug
            ) as l
        ),
        'last_landed', coalesce(ops.last_landed(), 0),
        'writes', (select coalesce(jsonb_object_agg(model, ops.rows_written(model)), '{}') from ops.model_generations),
        'generations', (select coalesce(jsonb_object_agg(model, generation), '{}') from ops.model_generations),
        'positions', (
            select coalesce(jsonb_object_agg(p.model, p.read_up_to), '{}')
            from (
                select model, jsonb_object_agg(source, position) as read_up_to from ops.model_positions group by model
            ) as p
        ),
        'nodes', (
            select coalesce(jsonb_object_agg(b.node, jsonb_build_object(
                'digest', b.digest, 'mark', b.mark, 'age', extract(epoch from clock_timestamp() - b.built_at)
            )), '{}')
            from ops.built_nodes as b
            where b.kind = 'test' or b.mark = ops.mark_of(b.kind, b.schema_name, b.relation_name)
        )
    )
$$;
comment on function ops.survey is
'All that a build has to know to leave alone what stands, in one answer: news, writings, positions, nodes that are as they were.';
