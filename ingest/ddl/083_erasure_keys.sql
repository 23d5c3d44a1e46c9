-- What identifies a person or a company: the keys that were given, and those that a record ties to them.
create or replace function ops.company_tokens(p_key text) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    asked text := reference.normalize_domain(p_key);
    tokens text[];
begin
    asked := coalesce((select a.domain from reference.domain_aliases as a where a.alias_domain = asked), asked);
    select array_agg('domain:' || k.known) into tokens
    from (select asked union select a.alias_domain from reference.domain_aliases as a where a.domain = asked) as k (known)
    where k.known is not null;
    if to_regclass('core.companies') is not null then
        tokens := tokens || array(
            select 'company:' || c.linkedin_url from core.companies as c
            where c.domain = asked and reference.normalize_company_linkedin_url(c.linkedin_url) = c.linkedin_url
        );
    end if;
    return tokens;
end $$;
comment on function ops.company_tokens is
'What identifies a company: its domain with the aliases, and its LinkedIn page; null when the key is no domain.';

create or replace function ops.urls_of_person_keys(p_tokens text[]) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select array_agg(url)
    from unnest(p_tokens) as token
    cross join lateral unnest(case
        when token like 'person:%' then array[substr(token, 8)]
        when token like 'member:%' then array[
            'https://www.linkedin.com/in/' || substr(token, 8), 'https://www.linkedin.com/sales/lead/' || substr(token, 8)
        ]
    end) as url
$$;
comment on function ops.urls_of_person_keys is 'The canonical URLs of person and member keys.';

create or replace function ops.person_columns() returns table (
    relation regclass, url_column text, email_columns text[], other_columns text[], name_columns text[], domain_columns text[]
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        t.relation,
        max(a.attname::text) filter (where a.attname in ('linkedin_url', 'person_linkedin_url')),
        coalesce(array_agg(a.attname::text) filter (where a.attname in ('email', 'email_address')), '{}'),
        coalesce(array_agg(a.attname::text) filter (
            where a.attname ~ '(^|_)(emails|alternatives|urn|sales_nav_url|salesnav_url|public_url|linkedin_url)$'
                and a.attname !~ 'company|recruiter|previous|organi[sz]ation'
        ), '{}'),
        coalesce(array_agg(a.attname::text) filter (where a.attname in ('full_name', 'cleaned_full_name', 'person_name')), '{}'),
        coalesce(array_agg(a.attname::text) filter (where a.attname ~ '(^|_)domain$'), '{}')
    from ops.swept_tables() as t
    join pg_attribute as a on a.attrelid = t.relation and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
    group by t.relation
    having bool_or(a.attname in ('linkedin_url', 'person_linkedin_url') and a.atttypid = 'text'::regtype)
$$;
comment on function ops.person_columns is
'Tables with the LinkedIn URL of a person, and their columns that hold other keys, names and companies of the same person.';

create or replace function ops.person_tokens(p_key text, p_names_anywhere boolean default false) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    tokens text[] := array(
        select t from unnest(ops.identifiers_in(p_key, false)) as t where t like any (array['person:%', 'member:%', 'email:%'])
    );
    known record;
    before integer := -1;
    tied text;
    others bigint;
    found text[];
    names text[] := '{}';
    domains text[] := '{}';
    more text[];
begin
    if tokens = '{}' then
        return null;
    end if;
    while cardinality(tokens) <> before loop
        before := cardinality(tokens);
        for known in select * from ops.person_columns() loop
            -- An address that was asked for leads to its person when it is one person's.
            foreach tied in array known.email_columns loop
                execute format(
                    'select array_agg(distinct %1$I) from %2$s where %3$I = any ($1) and %1$I is not null',
                    known.url_column, known.relation, tied
                ) into found using array(select substr(t, 7) from unnest(tokens) as t where t like 'email:%');
                if ops.urls_of_person_keys(tokens) is null and cardinality(found) = 1 then
                    tokens := tokens || ops.identifiers_in(found[1], false);
                end if;
            end loop;
            foreach tied in array known.email_columns || known.other_columns loop
                execute format(
                    'select array_agg(distinct t) from (select %1$I::text as v from %2$s where %3$I = any ($1)) as s,'
                    ' unnest(ops.identifiers_in(v, false)) as t where t like any (array[''person:%%'', ''member:%%'', ''email:%%''])',
                    tied, known.relation, known.url_column
                ) into found using ops.urls_of_person_keys(tokens);
                tokens := array(select distinct t from unnest(tokens || found) as t where t is not null order by t);
            end loop;
        end loop;
    end loop;
    for known in select * from ops.person_columns() loop
        -- An address that is delivered for somebody else too is no key of this person, unless it was asked for.
        foreach tied in array known.email_columns loop
            execute format(
                'select array_agg(distinct ''email:'' || %1$I) from %2$s where %1$I = any ($1) and %3$I <> all ($2)',
                tied, known.relation, known.url_column
            ) into found
            using array(select substr(t, 7) from unnest(tokens) as t where t like 'email:%'), ops.urls_of_person_keys(tokens);
            tokens := array(
                select t from unnest(tokens) as t
                where t <> all (coalesce(found, '{}')) or t = any (ops.identifiers_in(p_key, false))
            );
        end loop;
        foreach tied in array known.name_columns loop
            execute format(
                'select array_agg(distinct ops.name_text(%I)) from %s where %I = any ($1)',
                tied, known.relation, known.url_column
            ) into more using ops.urls_of_person_keys(tokens);
            names := names || more;
        end loop;
        foreach tied in array known.domain_columns loop
            execute format(
                'select array_agg(distinct %I) from %s where %I = any ($1)', tied, known.relation, known.url_column
            ) into more using ops.urls_of_person_keys(tokens);
            domains := domains || more;
        end loop;
    end loop;
    return tokens
        || array(select distinct 'name:' || n from unnest(names) as n where n is not null)
        || case when p_names_anywhere then array(
            select distinct 'name_at:' || n || '|' || d from unnest(names) as n, unnest(domains) as d
            where n is not null and d is not null
        ) else '{}' end;
end $$;
comment on function ops.person_tokens is
'What identifies a person: the keys in what was given, those that records tie to them, full names; null when it is no key.';

create or replace function ops.record_erasure(p_kind text, p_tokens text[], p_reference text) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    id uuid := gen_random_uuid();
begin
    if cardinality(ops.identifiers_in(p_reference, false)) > 0 then
        raise exception 'the reference holds a key of a person or company: give the number of a ticket';
    end if;
    insert into ops.erasures (erasure_id, kind, reference, keys)
    select id, p_kind, left(p_reference, 200), coalesce(jsonb_object_agg(k.kind, k.number), '{}')
    from (select split_part(t, ':', 1), count(*) from unnest(p_tokens) as t group by 1) as k (kind, number);
    insert into ops.erased_keys (key_hash, kind, erasure_id)
    select ops.key_hash(t), split_part(t, ':', 1), id from unnest(p_tokens) as t
    on conflict (key_hash) do nothing;
    return id;
end $$;
comment on function ops.record_erasure is 'Enters an erasure and its keys, as hashes, into the books.';

set local check_function_bodies = on;
