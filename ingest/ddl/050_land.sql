-- The one way in. Order of work: route, try jsonb, fall back to quarantine by SQLSTATE, insert, answer by ordinal.

-- An earlier release had these with fewer parameters: they would stand beside the new ones.
drop function if exists raw.land(text[], bytea[], timestamptz[], text[], jsonb[], text[]);
drop function if exists raw.land_batch(text[], bytea[], timestamptz[], text[], jsonb[], text[]);

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

-- Without settings of their own, so that they become part of the statement that calls them: a function in plpgsql costs
-- 20 us a body here, most of it for what each transaction makes ready anew. Patterns are of one bracket: these take half a
-- microsecond, longer ones ten times that. tests/pipeline/test_keys.py holds them to the functions of reference.
create or replace function raw.plain_slug(p_url text, p_folder text) returns text
language sql immutable parallel safe as $$
    select case
        when octet_length(p_url) <= 300
            and split_part(p_url, p_folder, 1) in ('https://www.', 'https://', 'http://www.', 'http://', 'www.', '')
            and split_part(p_url, p_folder, 2) ~ '^[a-z0-9-]+/*$'
            and split_part(p_url, p_folder, 3) = ''
            and rtrim(split_part(p_url, p_folder, 2), '/') not in ('null', 'undefined')
            then rtrim(split_part(p_url, p_folder, 2), '/')
    end
$$;
comment on function raw.plain_slug is 'What follows the folder in a LinkedIn URL written in the usual way; null for all others.';

create or replace function raw.plain_key(p_value text, p_key_type text) returns text
language sql immutable parallel safe as $$
    select case p_key_type
        when 'person_linkedin_url' then 'https://www.linkedin.com/in/' || raw.plain_slug(p_value, 'linkedin.com/in/')
        when 'company_linkedin_url'
            then 'https://www.linkedin.com/company/' || raw.plain_slug(p_value, 'linkedin.com/company/')
        when 'domain' then case
            when octet_length(p_value) < 64
                and p_value ~ '^[a-z0-9.-]+$'
                and p_value like '_%.__%'
                and split_part(p_value, '.', -1) like '__%'
                and split_part(p_value, '.', -1) ~ '[^0-9]'
                and p_value not like all (array['.%', '%..%', '-%', '%-', '%-.%', '%.-%', '%xn--%', 'www.%'])
                then p_value
        end
    end
$$;
comment on function raw.plain_key is
'The key that a value is, when it is written in the usual way and can be told at a glance; null for all others.';

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

create or replace function raw.code_of_delivery(p_slug text, p_code text) returns text
language sql immutable parallel safe as $$
    select case when p_code = 'erased' then p_code when p_slug is null then 'unknown_workflow' else p_code end
$$;
comment on function raw.code_of_delivery is
'Why a delivery goes into quarantine: what was known of its body, or that no workflow has that name; null when it does not.';

-- What a delivery is known by: its random identity may come from the caller, that of a delivery with a key never does.
create or replace function raw.identified(
    p_workflow text[], p_body bytea[], p_idempotency_key text[], inout p_payload_id uuid[], inout p_body_sha256 bytea[]
) language sql volatile set search_path = pg_catalog, pg_temp as $$
    select
        array_agg(
            case
                when d.idempotency_key is null and d.payload_id is not null then d.payload_id
                else raw.delivery_id(
                    coalesce(route.workflow_slug, left(d.called_as, 200)), left(d.idempotency_key, 500), d.sha256
                )
            end
            order by d.place
        ),
        array_agg(d.sha256 order by d.place)
    from (
        select i.called_as, i.idempotency_key, i.payload_id, coalesce(i.given, sha256(i.body)) as sha256, i.place
        from unnest(p_workflow, p_body, p_idempotency_key, p_payload_id, p_body_sha256) with ordinality
            as i (called_as, body, idempotency_key, payload_id, given, place)
        offset 0
    ) as d
    left join raw.workflow_routes as route on route.called_as = d.called_as
$$;
comment on function raw.identified is 'Identity and SHA-256 of each delivery of a call, made where they were not given.';

-- Becomes part of the statement that reads it. `offset 0` keeps what is costly (jsonb, key) to once a body.
create or replace function raw.rows_to_land(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[], p_idempotency_key text[], p_headers jsonb[],
    p_quarantine_code text[], p_payload_id uuid[], p_body_sha256 bytea[]
) returns table (
    raw_table text, entity_key text, payload_id uuid, workflow_slug text, received_at timestamptz, payload jsonb,
    body bytea, quarantine_code text, body_sha256 bytea, headers jsonb, idempotency_key text
)
language sql stable as $$
    select
        d.raw_table,
        case
            when d.code is null
                then coalesce(raw.plain_key(d.key_text, d.key_type), raw.entity_key(d.payload, d.key_paths, d.key_type))
            else ''
        end,
        d.payload_id, d.slug, coalesce(d.received_at, now()), d.payload,
        case when d.code is not null then d.bytes end,
        d.code, d.body_sha256, d.headers, left(d.idempotency_key, 500)
    from (
        select
            parsed.*,
            -- A list or object is no key, and its text may take a thousand times its bytes.
            case
                when jsonb_typeof(parsed.payload #> string_to_array(parsed.key_paths[1], '.')) = 'string'
                    then parsed.payload #>> string_to_array(parsed.key_paths[1], '.')
            end as key_text
        from (
            select routed.*, case when routed.code is null then convert_from(routed.bytes, 'UTF8')::jsonb end as payload
            from (
                select
                    i.*, route.key_type, route.key_paths,
                    coalesce(route.workflow_slug, left(i.called_as, 200)) as slug,
                    coalesce(route.raw_table, 'raw.quarantine') as raw_table,
                    raw.code_of_delivery(route.workflow_slug, i.given_code) as code
                from unnest(
                    p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code, p_payload_id,
                    p_body_sha256
                ) as i (called_as, bytes, received_at, idempotency_key, headers, given_code, payload_id, body_sha256)
                left join raw.workflow_routes as route on route.called_as = i.called_as
                offset 0
            ) as routed
            offset 0
        ) as parsed
        offset 0
    ) as d
$$;
comment on function raw.rows_to_land is 'Rows of raw.payloads for deliveries; raises when one of the bodies is no jsonb.';

-- In plpgsql, so that a session plans its statements once; raw.land calls it with its own settings.
create or replace function raw.land_batch(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[], p_idempotency_key text[], p_headers jsonb[],
    p_quarantine_code text[], p_payload_id uuid[], p_body_sha256 bytea[], p_may_repeat boolean
) returns uuid[]
language plpgsql volatile as $$
#variable_conflict use_column
declare
    new_ones uuid[];
begin
    if not p_may_repeat then
        insert into raw.payloads (
            raw_table, entity_key, payload_id, workflow_slug, received_at, payload, body, quarantine_code,
            body_sha256, headers, idempotency_key
        )
        select r.* from raw.rows_to_land(
            p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code, p_payload_id, p_body_sha256
        ) as r;
        return p_payload_id;
    end if;
    with landed as (
        insert into raw.payloads (
            raw_table, entity_key, payload_id, workflow_slug, received_at, payload, body, quarantine_code,
            body_sha256, headers, idempotency_key
        )
        select r.* from raw.rows_to_land(
            p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code, p_payload_id, p_body_sha256
        ) as r
        on conflict (raw_table, entity_key, payload_id) do nothing
        returning payloads.payload_id
    )
    select coalesce(array_agg(landed.payload_id), '{}') into new_ones from landed;
    return new_ones;
end $$;
comment on function raw.land_batch is
'Lands bodies in one statement and returns the identities of those that are new; raises when one of them is no jsonb, or,
where none may repeat, when one is there already.';

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

-- Without sequential scans, a body's workflow is looked up by index: the plan would read all routes twice a call.
create or replace function raw.land(
    p_workflow text[], p_body bytea[], p_received_at timestamptz[] default null,
    p_idempotency_key text[] default null, p_headers jsonb[] default null, p_quarantine_code text[] default null,
    p_payload_id uuid[] default null, p_body_sha256 bytea[] default null
) returns table (ordinal integer, payload_id uuid, workflow_slug text, is_repeat boolean, quarantine_code text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    landed uuid[];
    all_new boolean;
begin
    if cardinality(p_workflow) is distinct from cardinality(p_body) then
        raise exception 'raw.land: % workflows for % bodies', cardinality(p_workflow), cardinality(p_body);
    end if;
    -- An erasure waits for the calls that hold this lock: they may have looked before its keys were there.
    perform pg_advisory_xact_lock_shared(18513, 3);
    if exists (select from ops.erased_keys) then
        p_body_sha256 := null; -- of what came, not of what is kept of it
        select s.* into p_workflow, p_body, p_idempotency_key, p_headers, p_quarantine_code
        from ops.screened(p_workflow, p_body, p_idempotency_key, p_headers, p_quarantine_code) as s;
    end if;
    if p_idempotency_key is not null
        or cardinality(p_payload_id) is distinct from cardinality(p_body) or array_position(p_payload_id, null) > 0
        or cardinality(p_body_sha256) is distinct from cardinality(p_body) or array_position(p_body_sha256, null) > 0
    then
        select i.* into p_payload_id, p_body_sha256
        from raw.identified(p_workflow, p_body, p_idempotency_key, p_payload_id, p_body_sha256) as i;
    end if;
    begin
        landed := raw.land_batch(
            p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code, p_payload_id, p_body_sha256,
            p_idempotency_key is not null
        );
    exception
        when data_exception or program_limit_exceeded or unique_violation then
            null; -- one body of the call is no jsonb, or an identity came twice
    end;
    if landed is null then
        -- Which ones these are; then all of them once more, so that a bad body costs its neighbours little.
        select array_agg(coalesce(i.code, raw.unreadable(i.body)) order by i.place) into p_quarantine_code
        from unnest(p_body, p_quarantine_code) with ordinality as i (body, code, place);
        begin
            landed := raw.land_batch(
                p_workflow, p_body, p_received_at, p_idempotency_key, p_headers, p_quarantine_code, p_payload_id,
                p_body_sha256, true
            );
        exception
            when data_exception or program_limit_exceeded then
                null; -- it is something else than the bodies: one by one, so that it harms no neighbour
        end;
    end if;
    if landed is null then
        for i in 1 .. cardinality(p_workflow) loop
            begin
                landed := landed || raw.land_batch(
                    p_workflow[i:i], p_body[i:i], p_received_at[i:i], p_idempotency_key[i:i], p_headers[i:i],
                    p_quarantine_code[i:i], p_payload_id[i:i], p_body_sha256[i:i], true
                );
                continue;
            exception
                when data_exception or program_limit_exceeded then
                    p_quarantine_code[i] := raw.quarantine_code(sqlstate);
            end;
            landed := landed || raw.land_batch(
                p_workflow[i:i], p_body[i:i], p_received_at[i:i], p_idempotency_key[i:i], p_headers[i:i],
                p_quarantine_code[i:i], p_payload_id[i:i], p_body_sha256[i:i], true
            );
        end loop;
    end if;
    all_new := cardinality(landed) = cardinality(p_payload_id);
    return query
    select
        i.ordinal::integer, i.payload_id, route.workflow_slug,
        not all_new and (not i.payload_id = any(landed) or array_position(p_payload_id, i.payload_id) < i.ordinal),
        raw.code_of_delivery(route.workflow_slug, i.given_code)
    from unnest(p_workflow, p_payload_id, p_quarantine_code) with ordinality
        as i (called_as, payload_id, given_code, ordinal)
    left join raw.workflow_routes as route on route.called_as = i.called_as;
end $$;
comment on function raw.land is
'Lands 1..N bodies and answers each by ordinal. What is no jsonb, or names no workflow, is kept in quarantine. Identity
and SHA-256 of bodies may come from the caller; what is missing is made here.';

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

