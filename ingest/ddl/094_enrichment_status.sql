-- The live status looks at quarantined bodies that landed since the last build; everywhere else they are few among many.
do $$ begin
    if to_regclass('raw.payloads_quarantined_lately') is null then -- asked first, as in 030_raw_payloads.sql
        create index payloads_quarantined_lately on raw.payloads (landed_xid) where quarantine_code is not null;
    end if;
end $$;

create or replace function ops.open_gaps_of_workflows() returns table (workflow_slug text, open_gaps bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- The record of gaps is a table; before it was one, the name was that of a comparison that takes long.
    if (select relkind from pg_class where oid = to_regclass('ops.coalescing_gaps')) = 'r' then
        return query execute
            'select g.workflow_slug, count(*) from ops.coalescing_gaps as g'
            ' where g.state in (''settling'', ''open'') group by g.workflow_slug';
    end if;
end $$;
comment on function ops.open_gaps_of_workflows is 'Gaps of each workflow that are neither healed nor excused, for reference.workflow_status.';
-- The functions of a view are called with the rights of whoever reads it.
grant execute on function ops.open_gaps_of_workflows to hq_reader;
