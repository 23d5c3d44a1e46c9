-- Schemas of the layers, and the two roles that are not the owner (law 11).
do $$
begin
    if current_setting('server_encoding') <> 'UTF8' or lower(U&'\00C9') <> U&'\00E9' then
        raise exception 'this database does not fold letters beyond ASCII, so keys would not be the same for one company'
            using hint = 'Create the database with encoding UTF8 and a UTF-8 locale, for example C.UTF-8 or en_US.UTF-8.';
    end if;
end $$;

create schema if not exists raw;
create schema if not exists extracted;
create schema if not exists core;
create schema if not exists reference;
create schema if not exists ops;

do $$
begin
    -- Roles may log in (Citus needs that for SET ROLE); without a password they cannot until one is set.
    if not exists (select from pg_catalog.pg_roles where rolname = 'hq_ingest') then
        create role hq_ingest login;
    end if;
    if not exists (select from pg_catalog.pg_roles where rolname = 'hq_reader') then
        create role hq_reader login;
    end if;
exception
    when duplicate_object or unique_violation then
        null; -- another database of this server is being initialised at this moment
end $$;

do $$
declare
    role_name text;
begin
    -- The owner acts as these roles with SET LOCAL ROLE, so it has to be a member of them.
    foreach role_name in array array['hq_ingest', 'hq_reader'] loop
        if not pg_catalog.pg_has_role(current_user, role_name, 'member') then
            execute pg_catalog.format('grant %I to current_user', role_name);
        end if;
    end loop;
end $$;

revoke all on schema raw, extracted, core, reference, ops from public;
grant usage on schema raw to hq_ingest;
grant usage on schema core, reference to hq_reader;
grant select on all tables in schema core, reference to hq_reader;
alter default privileges in schema core grant select on tables to hq_reader;
alter default privileges in schema reference grant select on tables to hq_reader;
