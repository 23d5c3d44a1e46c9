-- What the status service compares before it answers (law 11): hq_reader sees which warehouse this is, nothing else of raw.
-- A function, not a view: nothing of raw hangs on it.
create or replace function reference.warehouse_identity()
returns table (warehouse_id uuid, schema_version integer, system_identifier bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select identity.warehouse_id, identity.schema_version, identity.system_identifier
    from raw.warehouse_identity as identity
$$;
comment on function reference.warehouse_identity is
'Which warehouse this is, for services that only read; no rows when nobody has initialised it.';
revoke all on function reference.warehouse_identity from public;
grant execute on function reference.warehouse_identity to hq_reader;
