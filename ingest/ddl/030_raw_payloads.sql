-- One parent for every body; each partition is a raw table of the registry under its own name.
create table if not exists raw.payloads (
    raw_table text not null,
    entity_key text not null default '',
    payload_id uuid not null,
    workflow_slug text not null,
    received_at timestamptz not null default now(),
    landed_xid xid8 not null default pg_current_xact_id(),
    payload jsonb,
    body bytea,
    quarantine_code text,
    body_sha256 bytea not null,
    headers jsonb,
    idempotency_key text,
    primary key (raw_table, entity_key, payload_id),
    constraint payload_or_quarantine check ((payload is null) = (quarantine_code is not null)),
    constraint body_only_in_quarantine check ((body is null) = (quarantine_code is null))
) partition by list (raw_table);

do $$ begin
    -- Asked first: `if not exists` would lock every raw table against landing for as long as `hq init` takes.
    if to_regclass('raw.payloads_landed_xid') is null then
        create index payloads_landed_xid on raw.payloads (landed_xid);
    end if;
    if to_regclass('raw.payloads_quarantined') is null then
        create index payloads_quarantined on raw.payloads (quarantine_code, received_at)
        where quarantine_code is not null;
    end if;
end $$;

comment on table raw.payloads is
'One row per accepted body, exactly as delivered; append-only. Everything after it can be rebuilt from it.';
comment on column raw.payloads.raw_table is 'Raw table of the registry that the workflow lands in; the partition.';
comment on column raw.payloads.entity_key is
'Normalised key of the company or person, '''' when unknown. A hint for routing and status only.';
comment on column raw.payloads.payload_id is
'Identity of the delivery: random, or made from workflow, idempotency key and body when the delivery has a key.';
comment on column raw.payloads.workflow_slug is 'Registered workflow; in raw.quarantine the name as it was called.';
comment on column raw.payloads.received_at is 'When the body was accepted; a replay may carry the original time.';
comment on column raw.payloads.landed_xid is 'Transaction that landed the row; builds read windows of it (law 5).';
comment on column raw.payloads.payload is 'The body as jsonb; null when quarantined.';
comment on column raw.payloads.body is 'The bytes as received, only when quarantined.';
comment on column raw.payloads.quarantine_code is 'Why PostgreSQL cannot hold the body as jsonb, or unknown_workflow.';
comment on column raw.payloads.body_sha256 is 'SHA-256 of the bytes: equal bodies collapse in extracted by it.';
comment on column raw.payloads.headers is 'Harmless request headers (never credentials).';
comment on column raw.payloads.idempotency_key is 'Idempotency-Key or webhook-id of the delivery.';

create table if not exists raw.quarantine partition of raw.payloads for values in ('raw.quarantine');
comment on table raw.quarantine is 'Bodies that named no registered workflow.';

create table if not exists raw.quarantine_replays (
    payload_id uuid primary key,
    replayed_as uuid not null,
    replayed_at timestamptz not null default now()
);
comment on table raw.quarantine_replays is 'Which quarantined bodies have since been landed, and as which payload.';

create table if not exists raw.refusals (
    refused_on date not null,
    reason text not null,
    workflow_slug text not null,
    refusals bigint not null,
    primary key (refused_on, reason, workflow_slug)
);
comment on table raw.refusals is 'Requests refused without keeping the body, counted per day, reason and workflow.';
