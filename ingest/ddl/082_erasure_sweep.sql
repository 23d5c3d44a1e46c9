-- Erasing: what identifies the person or company, what landing does with its next body, and the sweep over every table.
create or replace function ops.delivery_key(p_key text, p_sha256 bytea) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select case
        when p_key like 'erased:%' then p_key
        when p_key is not null then
            'erased:' || encode(ops.key_hash('delivery:' || p_key || ' ' || encode(p_sha256, 'hex')), 'hex')
    end
$$;
comment on function ops.delivery_key is
'Idempotency key of a redacted delivery: says nothing, and is the same when the same delivery comes again.';

create or replace function ops.kept_headers(p_headers jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when p_headers ? 'hq-source' then jsonb_build_object('hq-source', p_headers -> 'hq-source') end
$$;
comment on function ops.kept_headers is 'What stays of the headers of a redacted delivery: the name of its source.';

create or replace function ops.screened(
    p_workflow text[], p_body bytea[], p_idempotency_key text[], p_headers jsonb[], p_quarantine_code text[]
) returns table (workflow text[], body bytea[], idempotency_key text[], headers jsonb[], quarantine_code text[])
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        array_agg(
            case when known.called_as is null and ops.erased_in(d.called_as) is not null then 'erased' else d.called_as end
            order by d.place
        ),
        array_agg(case when s.verdict = 'whole' then ''::bytea when s.verdict = 'part' then s.body else d.body end order by d.place),
        array_agg(
            case when s.verdict is not null or aside.is_erased then ops.delivery_key(d.key, sha256(d.body)) else d.key end
            order by d.place
        ),
        array_agg(
            case when s.verdict is not null or aside.is_erased then ops.kept_headers(d.headers) else d.headers end
            order by d.place
        ),
        array_agg(case when s.verdict = 'whole' then 'erased' else d.code end order by d.place)
    from unnest(p_workflow, p_body, p_idempotency_key, p_headers, p_quarantine_code)
        with ordinality as d (called_as, body, key, headers, code, place)
    left join raw.workflow_routes as known on known.called_as = d.called_as
    cross join lateral ops.screened_body(d.called_as, d.body) as s
    cross join lateral (
        select ops.erased_in(concat_ws(' ', d.key, d.headers::text)) is not null as is_erased
    ) as aside
$$;
comment on function ops.screened is 'Deliveries without what is erased, for raw.land: redacted, or nothing with the code erased.';

create or replace function ops.redact_row(p_row raw.payloads, p_verdict text, p_body bytea) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    redacted raw.payloads := p_row;
begin
    redacted.idempotency_key := ops.delivery_key(left(p_row.idempotency_key, 500), p_row.body_sha256);
    redacted.headers := ops.kept_headers(p_row.headers);
    redacted.landed_xid := pg_current_xact_id();
    if not exists (select from raw.workflow_routes as r where r.workflow_slug = p_row.workflow_slug)
        and ops.erased_in(p_row.workflow_slug) is not null then
        redacted.workflow_slug := 'erased';
    end if;
    if p_verdict = 'whole' then
        redacted.quarantine_code := 'erased';
        redacted.payload := null;
        redacted.body := ''::bytea;
    elsif p_verdict = 'part' and p_row.quarantine_code is not null then
        redacted.body := p_body;
    elsif p_verdict = 'part' then
        redacted.payload := convert_from(p_body, 'UTF8')::jsonb;
    end if;
    if p_verdict is not null then
        redacted.body_sha256 := sha256(coalesce(redacted.body, p_body));
        redacted.entity_key := coalesce((
            select raw.entity_key(redacted.payload, route.key_paths, route.key_type)
            from raw.workflow_routes as route
            where route.called_as = p_row.workflow_slug and redacted.payload is not null
        ), '');
    end if;
    if redacted.idempotency_key is not null then
        redacted.payload_id := raw.delivery_id(redacted.workflow_slug, redacted.idempotency_key, redacted.body_sha256);
        if exists (
            select from raw.payloads as p
            where p.raw_table = redacted.raw_table and p.entity_key = redacted.entity_key
                and p.payload_id = redacted.payload_id and p.payload_id <> p_row.payload_id
        ) then
            redacted.payload_id := gen_random_uuid();
        end if;
    end if;
    update raw.payloads as p
    set (workflow_slug, entity_key, payload_id, landed_xid, payload, body, quarantine_code, body_sha256, headers,
         idempotency_key)
        = (redacted.workflow_slug, redacted.entity_key, redacted.payload_id, redacted.landed_xid, redacted.payload,
           redacted.body, redacted.quarantine_code, redacted.body_sha256, redacted.headers, redacted.idempotency_key)
    where p.raw_table = p_row.raw_table and p.entity_key = p_row.entity_key and p.payload_id = p_row.payload_id;
    update raw.quarantine_replays set payload_id = redacted.payload_id where payload_id = p_row.payload_id;
    update raw.quarantine_replays set replayed_as = redacted.payload_id where replayed_as = p_row.payload_id;
    return redacted.payload_id;
end $$;
comment on function ops.redact_row is
'Writes a landed body without what is erased, as news for the builds; what is about the erased as a whole stays as an empty row.';

create or replace function ops.swept_tables() returns table (relation regclass, uuid_columns text[], is_history boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with history as (
        select distinct c.relnamespace
        from pg_attribute as a
        join pg_class as c on c.oid = a.attrelid
        where a.attname = 'dbt_scd_id' and c.relkind in ('r', 'p')
    )
    select
        c.oid::regclass,
        coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'uuid'::regtype), '{}'),
        coalesce(bool_or(a.attname = 'dbt_scd_id'), false)
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
        and n.nspname <> 'raw'
        and (
            n.nspname in ('extracted', 'core')
            or c.relnamespace in (select h.relnamespace from history as h) and n.nspname not in ('reference', 'ops')
            or n.nspname = 'reference'
                and exists (select from ops.model_generations as g where g.model = 'reference__' || c.relname)
            or n.nspname = 'ops' and c.relname not in (
                'model_generations', 'model_positions', 'erasure_salt', 'erasures', 'erased_keys'
            )
        )
    group by c.oid
$$;
comment on function ops.swept_tables is
'Every table of the warehouse that is made from raw, snapshots in whatever schema and rows of failed tests included.';

create or replace function ops.sweep(p_needles text[], p_unreadable uuid[] default '{}')
returns table (relation text, outcome text, rows_touched bigint)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    one record;
    kept raw.payloads;
    doomed text;
    number bigint;
    -- In these texts keys stand in their normalised form; without needles every row is read for keys.
    needles text[] := (
        select array_agg('%' || replace(replace(replace(n, '\', '\\'), '%', '\%'), '_', '\_') || '%') from unnest(p_needles) as n
    );
begin
    create temporary table if not exists erased_record (id uuid primary key) on commit drop;
    create temporary table if not exists erased_count (relation text, outcome text) on commit drop;
    truncate pg_temp.erased_record, pg_temp.erased_count;
    -- A build that plain dbt began before this is refused when it writes, see ops.take_in.
    update ops.model_generations set generation = generation + 1;

    for one in
        select p as landed, s.verdict, s.body
        from raw.payloads as p
        cross join lateral ops.screened_body(
            p.workflow_slug, coalesce(p.body, convert_to(p.payload::text, 'UTF8'))
        ) as s
        where s.verdict is not null
            or ops.erased_in(concat_ws(' ', p.workflow_slug, p.idempotency_key, p.headers::text)) is not null
            or p.payload_id = any (p_unreadable) and p.quarantine_code <> 'erased'
    loop
        kept := one.landed;
        if kept.payload_id = any (p_unreadable) then
            one.verdict := 'whole';
        end if;
        insert into pg_temp.erased_record
        values
            (kept.payload_id),
            (md5(concat_ws('|', kept.workflow_slug, kept.entity_key, encode(kept.body_sha256, 'hex')))::uuid)
        on conflict do nothing;
        perform ops.redact_row(kept, one.verdict, one.body);
        insert into pg_temp.erased_count
        values (kept.raw_table, case one.verdict when 'whole' then 'emptied' else 'redacted' end);
    end loop;

    for one in select * from ops.swept_tables() loop
        doomed := case when needles is not null then 'swept::text ilike any ($1) and ' else '' end
            || 'ops.erased_in(swept::text) is not null';
        if not one.is_history and cardinality(one.uuid_columns) > 0 then
            select doomed || string_agg(format(' or swept.%I in (select id from pg_temp.erased_record)', c), '') into doomed
            from unnest(one.uuid_columns) as c;
        end if;
        if exists (
            select from pg_attribute as a join pg_class as c on c.oid = a.attrelid
            where a.attrelid = one.relation and a.attname = 'entity_key' and c.relnamespace = 'ops'::regnamespace
        ) then
            doomed := doomed || ' or ops.is_gap_of_erased(swept.entity_key)'; -- gaps name no record, and some keys are names
        end if;
        execute format('delete from %s as swept where %s', one.relation, doomed) using needles;
        get diagnostics number = row_count;
        insert into pg_temp.erased_count select one.relation::text, 'deleted' from generate_series(1, number);
    end loop;
    return query
    select c.relation, c.outcome, count(*) from pg_temp.erased_count as c group by c.relation, c.outcome order by 1, 2;
end $$;
comment on function ops.sweep is
'Takes what is erased out of raw, and deletes every row made from it or naming it; says how many rows of each table.';

create or replace function ops.landing_calls() returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(l.pid || ' ' || l.virtualtransaction), '{}')
    from pg_locks as l
    where l.locktype = 'advisory' and l.classid = 18513 and l.objid = 3 and l.objsubid = 2 and l.granted
        and l.database = (select d.oid from pg_database as d where d.datname = current_database())
$$;
comment on function ops.landing_calls is
'Transactions that are landing at this moment: a sweep begins when those are over that were there before its keys.';
