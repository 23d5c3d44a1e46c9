-- The one way in. Order of work: route, try jsonb, fall back to quarantine by SQLSTATE, insert, answer by ordinal.

create or replace function raw.entity_key(p_payload jsonb, p_paths text[], p_key_type text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    value text;
begin
    value := reference.json_text(reference.json_at(p_payload, p_paths));
    value := case p_key_type
        when 'domain' then reference.normalize_domain(value)
        when 'person_linkedin_url' then reference.normalize_person_linkedin_url(value)
        when 'company_linkedin_url' then reference.normalize_company_linkedin_url(value)
        when 'email' then reference.normalize_email(value)
        else left(lower(value), 200)
    end;
    return coalesce(case when octet_length(value) <= 600 then value end, '');
exception
    when others then
        return ''; -- a hint only: whatever goes wrong here must not stop a landing
end $$;
comment on function raw.entity_key is 'Normalised key of a body by the registry''s key paths; '''' when there is none.';

create or replace function raw.delivery_id(p_workflow text, p_key text, p_sha256 bytea) returns uuid
language sql volatile parallel safe set search_path = pg_catalog, pg_temp as $$
    select case
        when p_key is null then gen_random_uuid()
        else substr(
            encode(sha256(convert_to(p_workflow, 'UTF8') || '\x00'::bytea || convert_to(p_key, 'UTF8') || p_sha256), 'hex'),
            1, 32
        )::uuid
    end
$$;
comment on function raw.delivery_id is
'Random for a delivery without a key; with one, a function of workflow, key and body, so that it lands once.';

create or replace function raw.land_batch(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[], p_idempotency_key text[],
    p_headers jsonb[], p_quarantine_code text[]
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language sql volatile set search_path = pg_catalog, pg_temp as $$
    with input as (
        select
            i.ordinal::integer as ordinal, i.body, i.received_at, i.headers,
            left(i.idempotency_key, 500) as idempotency_key,
            route.workflow_slug as known_slug,
            coalesce(route.workflow_slug, left(i.called_as, 200)) as slug,
            coalesce(route.raw_table, 'raw.quarantine') as raw_table,
            route.key_type, route.key_paths,
            case
                when i.quarantine_code = 'erased' then 'erased'
                when route.workflow_slug is null then 'unknown_workflow'
                else i.quarantine_code
            end as code,
            sha256(i.body) as body_sha256
        from unnest(p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code)
            with ordinality as i (called_as, body, received_at, idempotency_key, headers, quarantine_code, ordinal)
        left join raw.workflow_routes as route on route.called_as = i.called_as
    ),
    parsed as (
        select
            input.*,
            case when input.code is null then convert_from(input.body, 'UTF8')::jsonb end as payload,
            raw.delivery_id(input.slug, input.idempotency_key, input.body_sha256) as delivery_id
        from input
    ),
    delivery as materialized (
        select
            parsed.*,
            case when parsed.code is null then raw.entity_key(parsed.payload, parsed.key_paths, parsed.key_type) else '' end
                as key
        from parsed
    ),
    landed as (
        insert into raw.payloads (
            raw_table, entity_key, payload_id, workflow_slug, received_at, payload, body, quarantine_code,
            body_sha256, headers, idempotency_key
        )
        select
            d.raw_table, d.key, d.delivery_id, d.slug, coalesce(d.received_at, now()), d.payload,
            case when d.code is not null then d.body end, d.code, d.body_sha256, d.headers, d.idempotency_key
        from delivery as d
        order by d.ordinal
        on conflict (raw_table, entity_key, payload_id) do nothing
        returning payloads.payload_id
    )
    select
        d.ordinal, d.delivery_id, d.known_slug,
        l.payload_id is null or row_number() over (partition by d.delivery_id order by d.ordinal) > 1,
        d.code
    from delivery as d
    left join landed as l on l.payload_id = d.delivery_id
    order by d.ordinal
$$;
comment on function raw.land_batch is 'Lands bodies in one statement; raises when one of them is no jsonb.';

create or replace function raw.quarantine_code(p_sqlstate text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select case p_sqlstate
        when '22P02' then 'invalid_json'
        when '22P05' then 'nul_character'
        when '22021' then 'invalid_encoding'
        when '22003' then 'number_out_of_range'
        when '54001' then 'too_deep'
        when '54000' then 'too_large_for_jsonb'
        else 'unreadable_' || p_sqlstate
    end
$$;
comment on function raw.quarantine_code is 'Reason code of the error with which PostgreSQL refused a body.';

create or replace function raw.land(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[] default null,
    p_idempotency_key text[] default null, p_headers jsonb[] default null, p_quarantine_code text[] default null
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    code text;
begin
    if cardinality(p_workflow) is distinct from cardinality(p_body) then
        raise exception 'raw.land: % workflows for % bodies', cardinality(p_workflow), cardinality(p_body);
    end if;
    -- An erasure waits for the calls that hold this lock: they may have looked before its keys were there.
    perform pg_advisory_xact_lock_shared(18513, 3);
    if exists (select from ops.erased_keys) then
        select s.* into p_workflow, p_body, p_idempotency_key, p_headers, p_quarantine_code
        from ops.screened(p_workflow, p_body, p_idempotency_key, p_headers, p_quarantine_code) as s;
    end if;
    begin
        return query select * from raw.land_batch(
            p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code
        );
        return;
    exception
        when data_exception or program_limit_exceeded then
            null; -- one body of the call is no jsonb: land them one by one, so that it harms no neighbour
    end;
    for i in 1 .. cardinality(p_workflow) loop
        code := p_quarantine_code[i];
        begin
            return query select i, one.payload_id, one.workflow_slug, one.is_repeat, one.quarantine_code
            from raw.land_batch(
                p_workflow[i:i], p_body[i:i], p_received_at[i:i], p_idempotency_key[i:i], p_headers[i:i], array[code]
            ) as one;
            continue;
        exception
            when data_exception or program_limit_exceeded then
                code := raw.quarantine_code(sqlstate);
        end;
        return query select i, one.payload_id, one.workflow_slug, one.is_repeat, one.quarantine_code
        from raw.land_batch(
            p_workflow[i:i], p_body[i:i], p_received_at[i:i], p_idempotency_key[i:i], p_headers[i:i], array[code]
        ) as one;
    end loop;
end $$;
comment on function raw.land is
'Lands 1..N bodies and answers each by ordinal. What is no jsonb, or names no workflow, is kept in quarantine.';

create or replace function raw.count_refusal(p_reason text, p_workflow text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into raw.refusals as r (refused_on, reason, workflow_slug, refusals)
    select
        (now() at time zone 'UTC')::date, left(p_reason, 50),
        coalesce((select route.workflow_slug from raw.workflow_routes as route where route.called_as = p_workflow), 'unknown'),
        1
    on conflict (refused_on, reason, workflow_slug) do update set refusals = r.refusals + 1
$$;
comment on function raw.count_refusal is 'Counts a request that was refused without keeping its body.';

