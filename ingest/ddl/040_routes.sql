-- Where a workflow lands. A copy of the registry seed, so that a reload of the seed never disturbs landing.
create table if not exists raw.workflow_routes (
    called_as text primary key,
    workflow_slug text not null,
    raw_table text not null,
    key_type text,
    key_paths text[] not null
);
comment on table raw.workflow_routes is 'Every name a workflow may be called by (slug, alias, function) and its raw table.';

create table if not exists raw.registered_workflows (
    workflow_slug text primary key,
    modal_function_name text not null,
    slug_aliases text[] not null,
    description text,
    is_active boolean not null,
    replaced_by text,
    entity_type text,
    provider text
);
comment on table raw.registered_workflows is 'What the service lists in its OpenAPI description.';
grant select on raw.registered_workflows to hq_ingest;

create or replace function raw.create_partition(p_raw_table text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    relation_name text := split_part(p_raw_table, '.', 2);
begin
    if p_raw_table !~ '^raw\.[a-z][a-z0-9_]{0,62}$' then
        raise exception 'registry: raw_table % is not of the form raw.lower_case_name', p_raw_table;
    end if;
    if (select relkind from pg_class where oid = to_regclass(p_raw_table)) = 'v' then
        execute format('drop view raw.%I', relation_name); -- the name was an alias until now
    end if;
    if to_regclass(p_raw_table) is null then
        -- Made apart, then attached: `partition of` would wait for every reader of raw.payloads, a dump for one, and all
        -- landing behind it. It is empty, so there is nothing to look through, and no default partition to lock.
        execute format('create table raw.%I (like raw.payloads including all excluding comments)', relation_name);
        execute format('alter table raw.payloads attach partition raw.%I for values in (%L)', relation_name, p_raw_table);
    end if;
end $$;
comment on function raw.create_partition is 'Creates the partition of a raw table of the registry, once.';

create or replace function raw.create_alias_view(p_alias text, p_workflows text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if p_alias !~ '^raw\.[a-z][a-z0-9_]{0,62}$' then
        raise exception 'registry: raw table alias % is not of the form raw.lower_case_name', p_alias;
    end if;
    if to_regclass(p_alias) is null or (select relkind from pg_class where oid = to_regclass(p_alias)) = 'v' then
        execute format(
            'create or replace view raw.%I as select * from raw.payloads where workflow_slug = any(%L::text[])',
            split_part(p_alias, '.', 2), p_workflows
        );
    end if;
end $$;
comment on function raw.create_alias_view is
'Shows the bodies of workflows under the other name that their raw table has in the registry.';

create or replace function raw.sync_registry() returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    taken text;
    one_table text;
    workflows integer;
begin
    create temporary table route on commit drop as
    select name.called_as, r.workflow_slug, r.raw_table, r.key_type, coalesce(r.key_paths, '{}') as key_paths
    from reference.enrichment_workflow_registry as r
    cross join lateral (
        select r.workflow_slug as called_as
        union
        select r.modal_function_name
        union
        select unnest(r.slug_aliases)
    ) as name;

    select string_agg(called_as, ', ') into taken
    from (select called_as from route group by called_as having count(*) > 1) as twice;
    if taken is not null then
        raise exception 'registry: these names are claimed by more than one workflow: %', taken;
    end if;

    for one_table in select distinct raw_table from route order by raw_table loop
        perform raw.create_partition(one_table);
    end loop;
    perform raw.create_alias_view(alias.name, array_agg(r.workflow_slug order by r.workflow_slug))
    from reference.enrichment_workflow_registry as r
    cross join lateral unnest(r.raw_table_aliases) as alias (name)
    group by alias.name;

    delete from raw.workflow_routes as old
    where not exists (select from route where route.called_as = old.called_as);
    insert into raw.workflow_routes as old select * from route
    on conflict (called_as) do update
    set workflow_slug = excluded.workflow_slug, raw_table = excluded.raw_table,
        key_type = excluded.key_type, key_paths = excluded.key_paths
    where (old.workflow_slug, old.raw_table, old.key_type, old.key_paths)
        is distinct from (excluded.workflow_slug, excluded.raw_table, excluded.key_type, excluded.key_paths);

    delete from raw.registered_workflows;
    insert into raw.registered_workflows
    select workflow_slug, modal_function_name, coalesce(slug_aliases, '{}'), description, is_active, replaced_by,
           entity_type, provider
    from reference.enrichment_workflow_registry;
    get diagnostics workflows = row_count;
    drop table route;
    return workflows;
end $$;
comment on function raw.sync_registry is
'Brings partitions and routes in line with the registry seed; returns the number of workflows.';
