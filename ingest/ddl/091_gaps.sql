-- Gaps with a life: ops.current_gaps compares keys at this moment, ops.coalescing_gaps remembers.
do $$ begin
    -- Up to release 4 the comparison had the name of the record.
    if exists (select from pg_views where schemaname = 'ops' and viewname = 'coalescing_gaps') then
        drop view if exists ops.current_gaps;
        alter view ops.coalescing_gaps rename to current_gaps;
    end if;
end $$;
