-- Looking into quarantine and landing a body again after a fix. For the owner only.
create or replace function raw.quarantine_list(
    p_workflow text default null, p_code text default null, p_limit integer default 100
) returns table (
    payload_id uuid, workflow_slug text, quarantine_code text, received_at timestamptz, bytes integer,
    replayed_at timestamptz
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select p.payload_id, p.workflow_slug, p.quarantine_code, p.received_at, octet_length(p.body), r.replayed_at
    from raw.payloads as p
    left join raw.quarantine_replays as r on r.payload_id = p.payload_id
    where p.quarantine_code is not null
      and (p_workflow is null or p.workflow_slug = p_workflow)
      and (p_code is null and p.quarantine_code <> 'erased' or p.quarantine_code = p_code)
    order by r.replayed_at is not null, p.received_at, p.payload_id
    limit p_limit
$$;
comment on function raw.quarantine_list is 'Quarantined bodies, those not yet replayed first, oldest first; erased ones, which are empty, only by their code.';

create or replace function raw.quarantine_body(p_payload_id uuid) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
    select p.body from raw.payloads as p where p.payload_id = p_payload_id and p.quarantine_code is not null
$$;
comment on function raw.quarantine_body is 'The bytes of a quarantined body.';

create or replace function raw.replay_quarantined(p_payload_id uuid, p_body bytea default null)
returns table (payload_id uuid, workflow_slug text, quarantine_code text)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    kept raw.payloads;
    screened record;
    identity record;
begin
    perform pg_advisory_xact_lock_shared(18513, 3); -- as in raw.land
    select p.* into kept from raw.payloads as p where p.payload_id = p_payload_id and p.quarantine_code is not null;
    if kept.payload_id is null then
        raise exception 'no quarantined body has the id %', p_payload_id;
    end if;
    if exists (select from raw.quarantine_replays as r where r.payload_id = p_payload_id) then
        return query select r.replayed_as, kept.workflow_slug, null::text
        from raw.quarantine_replays as r where r.payload_id = p_payload_id;
        return;
    end if;
    if not exists (select from raw.workflow_routes as route where route.called_as = kept.workflow_slug) then
        return query select p_payload_id, kept.workflow_slug, 'unknown_workflow';
        return;
    end if;
    if exists (select from ops.erased_keys) then
        -- Bytes that could not be read when an erasure went over them can be now: what was kept goes as well.
        screened := ops.screened_body(kept.workflow_slug, coalesce(p_body, kept.body));
        if screened.verdict is not null then
            p_payload_id := ops.redact_row(kept, screened.verdict, screened.body);
            p_body := screened.body;
        end if;
        if screened.verdict = 'whole' or kept.quarantine_code = 'erased' then
            return query select p_payload_id, kept.workflow_slug, 'erased';
            return;
        end if;
    end if;
    identity := raw.identified(
        array[kept.workflow_slug], array[coalesce(p_body, kept.body)], array['replay:' || p_payload_id], null, null
    );
    begin
        perform raw.land_batch(
            array[kept.workflow_slug], array[coalesce(p_body, kept.body)], array[kept.received_at],
            array['replay:' || p_payload_id], array[kept.headers], array[null::text],
            identity.p_payload_id, identity.p_body_sha256, true
        );
    exception
        when data_exception or program_limit_exceeded then
            return query select p_payload_id, kept.workflow_slug, raw.quarantine_code(sqlstate);
            return;
    end;
    insert into raw.quarantine_replays (payload_id, replayed_as) values (p_payload_id, identity.p_payload_id[1])
    on conflict (payload_id) do nothing;
    return query select identity.p_payload_id[1], route.workflow_slug, null::text
    from raw.workflow_routes as route where route.called_as = kept.workflow_slug;
end $$;
comment on function raw.replay_quarantined is
'Lands a quarantined body again with its own time; the answer has a code when it still cannot be read.';
revoke all on all functions in schema raw from public;
grant execute on function raw.land to hq_ingest;
grant execute on function raw.count_refusal(text, text) to hq_ingest;
