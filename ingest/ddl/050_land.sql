-- The one way in. Order of work: route, try jsonb, fall back to quarantine by SQLSTATE, insert, answer by ordinal.

create or replace function raw.normalised_key(p_value text, p_key_type text) returns text
language plpgsql immutable parallel safe as $$
begin
    return case p_key_type
        when 'domain' then reference.normalize_domain(p_value)
        when 'person_linkedin_url' then reference.normalize_person_linkedin_url(p_value)
        when 'company_linkedin_url' then reference.normalize_company_linkedin_url(p_value)
        when 'email' then reference.normalize_email(p_value)
        else left(lower(p_value), 200)
    end;
end $$;
comment on function raw.normalised_key is 'A key in the one spelling that its type has; null when it is none.';

create or replace function raw.entity_key(p_payload jsonb, p_paths text[], p_key_type text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    found jsonb := p_payload #> string_to_array(p_paths[1], '.');
    value text;
begin
    -- Most have their key as text under the first path, and need no search through all of them.
    if jsonb_typeof(found) = 'string' then
        value := reference.json_text(found);
    end if;
    if value is null then
        value := reference.json_text(reference.json_at(p_payload, p_paths));
    end if;
    value := raw.normalised_key(value, p_key_type);
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

-- In plpgsql, so that a session plans it once. `offset 0` keeps what is costly (SHA-256, jsonb, key) to once a body.
create or replace function raw.land_batch(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[], p_idempotency_key text[],
    p_headers jsonb[], p_quarantine_code text[]
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language plpgsql volatile set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
set work_mem = '32MB' as $$
#variable_conflict use_column
begin
    return query
    with delivery as materialized (
        select
            parsed.*,
            case when parsed.code is null then raw.entity_key(parsed.payload, parsed.key_paths, parsed.key_type) else '' end
                as key,
            case
                when parsed.idempotency_key is null then gen_random_uuid()
                else raw.delivery_id(parsed.slug, parsed.idempotency_key, parsed.body_sha256)
            end as delivery_id
        from (
            select
                routed.ordinal, routed.received_at, routed.headers, routed.idempotency_key, routed.known_slug,
                routed.slug, routed.raw_table, routed.key_type, routed.key_paths, routed.code,
                case when routed.code is null then convert_from(routed.body, 'UTF8')::jsonb end as payload,
                case when routed.code is not null then routed.body end as body,
                sha256(routed.body) as body_sha256
            from (
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
                    end as code
                from unnest(p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code)
                    with ordinality
                    as i (called_as, body, received_at, idempotency_key, headers, quarantine_code, ordinal)
                left join raw.workflow_routes as route on route.called_as = i.called_as
                offset 0
            ) as routed
            offset 0
        ) as parsed
    ),
    landed as (
        insert into raw.payloads (
            raw_table, entity_key, payload_id, workflow_slug, received_at, payload, body, quarantine_code,
            body_sha256, headers, idempotency_key
        )
        select
            d.raw_table, d.key, d.delivery_id, d.slug, coalesce(d.received_at, now()), d.payload, d.body, d.code,
            d.body_sha256, d.headers, d.idempotency_key
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
    order by d.ordinal;
end $$;
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

create or replace function raw.unreadable(p_body bytea) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
    perform convert_from(p_body, 'UTF8')::jsonb;
    return null;
exception
    when data_exception or program_limit_exceeded then
        return raw.quarantine_code(sqlstate);
end $$;
comment on function raw.unreadable is 'Reason code of bytes that PostgreSQL cannot hold as jsonb; null for all others.';

create or replace function raw.land(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[] default null,
    p_idempotency_key text[] default null, p_headers jsonb[] default null, p_quarantine_code text[] default null
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    code text;
    codes text[];
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
            null; -- one body of the call is no jsonb
    end;
    begin
        -- Which ones these are; then all of them once more, so that a bad body costs its neighbours little.
        select array_agg(coalesce(i.code, raw.unreadable(i.body)) order by i.place) into codes
        from unnest(p_body, p_quarantine_code) with ordinality as i (body, code, place);
        return query select * from raw.land_batch(
            p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, codes
        );
        return;
    exception
        when data_exception or program_limit_exceeded then
            null; -- it is something else than the bodies: one by one, so that it harms no neighbour
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

