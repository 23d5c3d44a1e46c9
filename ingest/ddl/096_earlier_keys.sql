-- A build never drops a table, so a table whose key has grown since an earlier release is given its new one here. What is
-- in it is made anew by the full refresh that the release asks for.
do $$
declare
    earlier text;
begin
    select conname into earlier from pg_constraint
    where conrelid = to_regclass('reference.location_rules') and contype = 'p' and cardinality(conkey) = 1;
    if earlier is not null then
        alter table reference.location_rules add column if not exists reading text not null default '';
        execute format('alter table reference.location_rules drop constraint %I', earlier);
        alter table reference.location_rules add primary key (location_name, reading);
    end if;
end $$;
