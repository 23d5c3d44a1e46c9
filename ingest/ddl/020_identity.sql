-- Which warehouse this is: the service compares it before it serves, a build before it reads (laws 5 and 11).
create table if not exists raw.warehouse_identity (
    singleton boolean primary key default true check (singleton),
    warehouse_id uuid not null default gen_random_uuid(),
    schema_version integer not null,
    system_identifier bigint not null,
    created_at timestamptz not null default now()
);
comment on table raw.warehouse_identity is 'One row: what this warehouse is and which server it was made on.';
comment on column raw.warehouse_identity.warehouse_id is 'Identity of the warehouse; the service is told it as HQ_WAREHOUSE_ID.';
comment on column raw.warehouse_identity.schema_version is 'Version of the landing DDL, SCHEMA_VERSION of the release whose `hq init` ran last.';
comment on column raw.warehouse_identity.system_identifier is
'pg_control_system() of the server whose transaction ids the landed rows carry.';

insert into raw.warehouse_identity (schema_version, system_identifier)
select 2, control.system_identifier
from pg_control_system() as control
on conflict (singleton) do update set schema_version = excluded.schema_version;

grant select on raw.warehouse_identity to hq_ingest;
