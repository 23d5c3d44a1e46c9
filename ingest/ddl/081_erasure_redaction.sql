-- What of a body goes: the smallest part that is about the erased person or company. Null means all of it.
create or replace function ops.role_of(p_key text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select substring(
        lower(regexp_replace(p_key, '([a-z0-9])([A-Z])', '\1_\2', 'g'))
        from '^(recruiter|hiring_manager|job_poster|poster|author|founder|co_founder|ceo|owner|contact|referrer|reporter'
            || '|creator|created_by|updated_by|assigned_to|champion|buyer|spokesperson|manager|sender)(?:_|$)'
    )
$$;
comment on function ops.role_of is
'The part that a person plays in a record about something else, from the name of a key: recruiter_url gives recruiter.';

create or replace function ops.is_person_record(p_object jsonb) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select
        coalesce(bool_or(
            key.name = any (array[
                'firstname', 'lastname', 'fullname', 'cleanedfirstname', 'cleanedlastname', 'cleanedfullname', 'headline',
                'profileheadline', 'jobtitle', 'personalemail', 'workemail', 'experience'
            ])
            or key.name like 'person%'
        ), false)
        or coalesce(
            bool_or(key.name = 'name') and bool_or(key.name in ('title', 'email', 'emails'))
            and not bool_or(key.name in ('industry', 'size', 'employeecount', 'founded', 'foundedyear', 'website', 'companytype')),
            false
        )
    from jsonb_object_keys(p_object) as k (spelled)
    cross join lateral (select regexp_replace(lower(k.spelled), '[^a-z]', '', 'g') as name) as key
$$;
comment on function ops.is_person_record is 'Whether an object is a record of one person, from the names of its keys.';

create or replace function ops.leaf_problem(p_key text, p_text text, p_tokens text[], p_names text[]) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    found text[];
begin
    if length(p_text) < 3 then
        return null;
    end if;
    -- The key is part of what is read: a slug alone says whom it means only with it.
    select array_agg(token) into found
    from unnest(ops.identifiers_in(jsonb_build_object(left(p_key, 100), p_text)::text)) as token
    where token = any (p_tokens);
    if found is null then
        return case when ops.name_text(p_text) = any (p_names) then 'name' end;
    end if;
    return case
        when length(p_text) > 600 or btrim(p_text) ~ '\s' or p_text ~ '^\s*[{\[]' then 'text'
        when exists (select from unnest(found) as f where f like 'person:%' or f like 'member:%') then 'person'
        when exists (select from unnest(found) as f where f like 'email:%') then 'email'
        else 'company'
    end;
end $$;
comment on function ops.leaf_problem is
'How a text of a body names what is erased: person, email or company as a whole, name, or within other text; null: not.';

create or replace function ops.redacted_text(p_text text, p_tokens text[], p_names text[]) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    inner_json jsonb := reference.json_in_text(p_text);
    kept text;
begin
    if jsonb_typeof(inner_json) in ('object', 'array') then
        kept := (ops.redacted(inner_json, p_tokens, p_names)).kept::text;
    end if;
    return case when kept is null or ops.identifiers_in(kept) && p_tokens then '[erased]' else kept end;
end $$;
comment on function ops.redacted_text is 'A text without what is erased: JSON in it keeps the rest, other text goes as a whole.';

create or replace function ops.redacted(
    p_node jsonb, p_tokens text[], p_names text[], out kept jsonb, out touched boolean
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    one record;
    part record;
    problem text;
    parts jsonb[] := '{}';
    roles text[] := '{}';
    is_person boolean;
begin
    touched := false;
    case jsonb_typeof(p_node)
    when 'array' then
        for one in select element from jsonb_array_elements(p_node) as listed (element) loop
            if jsonb_typeof(one.element) = 'string' then
                problem := ops.leaf_problem('', one.element #>> '{}', p_tokens, p_names);
                if problem = 'text' then
                    parts := array_append(parts, to_jsonb(ops.redacted_text(one.element #>> '{}', p_tokens, p_names)));
                elsif problem is null then
                    parts := array_append(parts, one.element);
                end if;
            else
                part := ops.redacted(one.element, p_tokens, p_names);
                if part.kept is not null then
                    parts := array_append(parts, part.kept);
                end if;
            end if;
        end loop;
        kept := to_jsonb(parts);
    when 'object' then
        kept := p_node;
        is_person := ops.is_person_record(p_node);
        for one in select key, value, jsonb_typeof(value) as type from jsonb_each(p_node) loop
            if one.type = 'string' then
                problem := ops.leaf_problem(one.key, one.value #>> '{}', p_tokens, p_names);
                if problem is null then
                    continue;
                elsif problem = 'text' then
                    kept := jsonb_set(kept, array[one.key], to_jsonb(ops.redacted_text(one.value #>> '{}', p_tokens, p_names)));
                elsif problem <> 'company' and ops.role_of(one.key) is not null then
                    roles := array_append(roles, ops.role_of(one.key));
                    kept := kept - one.key;
                elsif problem = 'email' and not is_person then
                    kept := kept - one.key;
                    touched := true;
                elsif problem = 'company' and is_person then
                    kept := kept - one.key;
                    roles := array_append(roles, 'company');
                else
                    kept := null;
                    touched := false;
                    return;
                end if;
            elsif one.type in ('object', 'array') then
                if one.type = 'array' and is_person and exists (
                    select from jsonb_array_elements(one.value) as listed (element)
                    where jsonb_typeof(element) = 'string'
                        and ops.leaf_problem(one.key, element #>> '{}', p_tokens, p_names) = 'email'
                ) then
                    kept := null;
                    return;
                end if;
                part := ops.redacted(one.value, p_tokens, p_names);
                touched := touched or part.touched;
                kept := case
                    when part.kept is null then kept - one.key
                    when part.kept is distinct from one.value then jsonb_set(kept, array[one.key], part.kept)
                    else kept
                end;
            end if;
        end loop;
        -- An address found deeper down belongs to the person of this record, unless the record names somebody else.
        if touched and is_person then
            if not exists (
                select from jsonb_each_text(p_node) as field
                cross join lateral unnest(ops.identifiers_in(field.value, false)) as token
                where jsonb_typeof(p_node -> field.key) = 'string' and ops.role_of(field.key) is null
                    and (token like 'person:%' or token like 'member:%' or token like 'email:%')
            ) then
                kept := null;
            end if;
            touched := false;
        end if;
        if kept is not null and cardinality(roles) > 0 then
            select coalesce(jsonb_object_agg(field.key, field.value), '{}') into kept
            from jsonb_each(kept) as field
            where coalesce(ops.role_of(field.key) <> all (roles), true)
                and not ('company' = any (roles) and field.key ~* '(company|employer|organi[sz]ation|(^|_)org($|_))');
        end if;
    else
        kept := p_node;
    end case;
end $$;
comment on function ops.redacted is
'A value of a body without what is about the erased: the smallest object, the element of a list, or the text that names it.';

create or replace function ops.erased_names(p_payload jsonb, p_text text, p_anywhere boolean) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    with name as (
        select distinct ops.name_text(leaf #>> '{}') as value
        from jsonb_path_query(p_payload, 'strict $.**') as leaf
        where jsonb_typeof(leaf) = 'string' and length(leaf #>> '{}') between 3 and 100 and position(' ' in btrim(leaf #>> '{}')) > 0
    )
    select array_agg(distinct name.value)
    from name
    where exists (select from ops.erased_keys as k where k.key_hash = ops.key_hash('name:' || name.value))
        and (p_anywhere or exists (
            select from unnest(ops.domain_tokens(ops.plain_text(p_text))) as domain
            where exists (
                select from ops.erased_keys as k
                where k.key_hash = ops.key_hash('name_at:' || name.value || '|' || substr(domain, 8))
            )
        ))
$$;
comment on function ops.erased_names is
'Full names of erased persons in a body: in one that names the person otherwise, or beside a company that was recorded.';

create or replace function ops.readable(p_body bytea) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    return convert_from(p_body, 'UTF8');
exception
    when others then
        return replace(encode(p_body, 'escape'), '\000', ''); -- UTF-16, NUL bytes, broken UTF-8: ASCII stays readable
end $$;
comment on function ops.readable is 'Bytes as text in which keys can be found, whatever they are.';

create or replace function ops.screened_body(
    p_called_as text, p_body bytea, out verdict text, out body bytea
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    body_text text := ops.readable(p_body);
    tokens text[];
    names text[];
    payload jsonb;
    entity_key text := '';
    type_of_key text;
    kept jsonb;
begin
    tokens := ops.erased_in(body_text);
    if tokens is null and not exists (select from ops.erased_keys where kind = 'name_at') then
        return;
    end if;
    payload := reference.try_jsonb(body_text);
    names := ops.erased_names(payload, body_text, tokens is not null);
    if tokens is null and names is null then
        return;
    end if;
    verdict := 'whole';
    tokens := coalesce(tokens, '{}');
    if payload is null then
        -- Lines of a table keep the others; what looks like broken JSON, or has a value over two lines, cannot.
        if body_text ~ '^\s*[^{\[<\s]' and convert_to(body_text, 'UTF8') = p_body and not exists (
            select from string_to_table(body_text, E'\n') as line
            where ops.erased_in(line) is not null and length(replace(line, '"', '')) % 2 <> length(line) % 2
        ) then
            select convert_to(string_agg(line, E'\n' order by place), 'UTF8') into body
            from string_to_table(body_text, E'\n') with ordinality as lines (line, place)
            where ops.erased_in(line) is null;
            verdict := case when btrim(ops.readable(body)) <> '' then 'part' else 'whole' end;
        end if;
        return;
    end if;
    select raw.entity_key(payload, route.key_paths, route.key_type), route.key_type into entity_key, type_of_key
    from raw.workflow_routes as route where route.called_as = p_called_as;
    if type_of_key = 'person_linkedin_url' and entity_key = '' and tokens::text ~ '(person|member|email):' then
        return; -- about one person, and this is the only one it names
    end if;
    if ops.identifiers_in(entity_key) && tokens
        and not (type_of_key = 'domain' and jsonb_typeof(payload) = 'object' and ops.is_person_record(payload)) then
        return;
    end if;
    kept := (ops.redacted(payload, tokens, coalesce(names, '{}'))).kept;
    if kept is null or kept in ('{}', '[]') or kept = payload or ops.identifiers_in(kept::text) && tokens then
        return;
    end if;
    verdict := 'part';
    body := convert_to(kept::text, 'UTF8');
exception
    when program_limit_exceeded or data_exception then
        -- Too deep to take apart: all of it when it names what is erased. Landing goes on in any case.
        verdict := case when tokens is not null then 'whole' end;
        body := null;
end $$;
comment on function ops.screened_body is
'What becomes of a body: null, nothing in it is erased; part, the body without it; whole, nothing of it may stay.';
