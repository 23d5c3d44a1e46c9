-- Books of erasure: that something was erased, and salted hashes by which landing knows it again. For the owner only.
set local check_function_bodies = off; -- the functions call those of dbt, which come after the DDL
create table if not exists ops.erasure_salt (
    singleton boolean primary key default true check (singleton),
    salt bytea not null
);
comment on table ops.erasure_salt is 'One row: random bytes of this warehouse that go into every hash of an erased key.';
insert into ops.erasure_salt (salt) select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
on conflict (singleton) do nothing;

create table if not exists ops.erasures (
    erasure_id uuid primary key default gen_random_uuid(),
    kind text not null check (kind in ('person', 'company', 'again')),
    asked_at timestamptz not null default now(),
    asked_by text not null default session_user,
    reference text,
    keys jsonb not null,
    swept_at timestamptz,
    counts jsonb,
    rebuilt_at timestamptz
);
comment on table ops.erasures is 'One row per erasure: when, by which role, why, and how many rows of each table; never whom.';
comment on column ops.erasures.reference is 'What the caller gave, such as the number of a ticket; holds no key.';
comment on column ops.erasures.keys is 'Number of erased keys of each kind.';
comment on column ops.erasures.swept_at is 'When every table had been gone through; null when the sweep failed: hq erase again.';
comment on column ops.erasures.counts is 'Rows per table and what became of them.';
comment on column ops.erasures.rebuilt_at is 'When a full refresh had made the derived tables anew; until then hq build makes one.';

create table if not exists ops.erased_keys (
    key_hash bytea primary key,
    kind text not null,
    erasure_id uuid not null references ops.erasures
);
comment on table ops.erased_keys is 'Salted SHA-256 of each erased key: landing and sweeps know it again, nobody can read it.';

create or replace function ops.key_hash(p_token text) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
    select sha256(s.salt || convert_to(p_token, 'UTF8')) from ops.erasure_salt as s
$$;
comment on function ops.key_hash is 'Salted hash of a key with its kind, such as email:ada@example.com.';

create or replace function ops.plain_text(p_value text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    folded text := p_value;
    code text;
begin
    if position('\' in folded) > 0 then
        if folded ~ '\\u[0-9a-fA-F]{4}' then
            folded := coalesce(reference.try_jsonb(folded)::text, folded);
            -- What is left stands in JSON that is text of JSON: letters of Latin only, but for the backslash itself.
            for code in
                select distinct lower(m[1])
                from regexp_matches(folded, '\\u(00[2-9a-f][0-9a-f])', 'gi') as m
                where lower(m[1]) <> '005c'
            loop
                folded := regexp_replace(folded, '\\+u' || code, chr(('x' || code)::bit(16)::integer), 'gi');
            end loop;
        end if;
        folded := regexp_replace(folded, '\\+/', '/', 'g');
    end if;
    if position('%' in folded) > 0 then
        folded := replace(replace(folded, '%25', '%'), '%25', '%');
        folded := regexp_replace(regexp_replace(folded, '%2f', '/', 'gi'), '%3a', ':', 'gi');
        folded := regexp_replace(regexp_replace(replace(folded, '%40', '@'), '%2d', '-', 'gi'), '%2e', '.', 'gi');
    end if;
    if position('&' in folded) > 0 then
        folded := regexp_replace(regexp_replace(folded, '&(#64|#x40|commat);', '@', 'gi'), '&(#47|#x2f|sol);', '/', 'gi');
    end if;
    return folded;
end $$;
comment on function ops.plain_text is
'Text with the escapes undone that hide a key: \u0061 and \/ of JSON, also twice, %2F of URLs, &#64; of HTML.';

create or replace function ops.domain_tokens(p_text text) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select array_agg(distinct 'domain:' || array_to_string(parts[first:], '.'))
    from (
        select distinct string_to_array(reference.normalize_domain(m[1]), '.') as parts
        from regexp_matches(p_text, '([^\s"''<>()\[\]{}|\\,;/?#&=*`]+\.[^\s"''<>()\[\]{}|\\,;/?#&=*`]+)', 'g') as m
        where m[1] not like '%@%'
    ) as host
    cross join lateral generate_series(1, cardinality(parts) - 1) as first
$$;
comment on function ops.domain_tokens is 'Every domain in a text, with the domains it belongs to; not those of addresses.';

create or replace function ops.identifiers_in(p_text text, p_domains boolean default true) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    folded text := ops.plain_text(p_text);
    found text[] := '{}';
begin
    if folded is null then
        return found;
    end if;
    if folded ~* 'linkedin\.com' then
        found := found || coalesce((
            select array_agg(distinct kind.token)
            from (
                select rtrim(m[1], '.:') as url
                from regexp_matches(folded, '(linkedin\.com[^\s"''<>()\[\]{}|\\,;`!*]+)', 'gi') as m
                union
                select rtrim(split_part(m[1], '&', 1), '.:')
                from regexp_matches(folded, '(linkedin\.com[^\s"''<>()\[\]{}|\\,;`!*]+&)', 'gi') as m
            ) as cut
            cross join lateral (
                select 'person:' || reference.normalize_person_linkedin_url('https://' || cut.url) as token
                where cut.url !~* '^linkedin\.com/(company|jobs|school|showcase)/'
                union all
                select 'company:' || reference.normalize_company_linkedin_url('https://' || cut.url)
                where p_domains
            ) as kind
            where kind.token is not null
        ), '{}');
    end if;
    -- Hashed member ids, whatever they stand in: URLs of Sales Navigator, URNs, or alone.
    if folded ~ 'AC[ow]A' then
        found := found || coalesce((
            select array_agg(distinct 'member:' || m[1])
            from regexp_matches(folded, '(?<![A-Za-z0-9_-])(AC[ow]A[A-Za-z0-9_-]{6,100})', 'g') as m
        ), '{}');
    end if;
    if position('@' in folded) > 0 then
        found := found || coalesce((
            select array_agg(distinct 'email:' || reference.normalize_email(m[1]))
            from regexp_matches(
                folded, '([^\s"''<>()\[\]{}|\\,;:/@=?&]+@[^\s"''<>()\[\]{}|\\,;:/@=?&]+)', 'g'
            ) as m
            where reference.normalize_email(m[1]) is not null
        ), '{}');
    end if;
    if folded ~* '"(slug|public_?id|public_?identifier|linkedin_?(slug|username)|vanity_?name)' then
        found := found || coalesce((
            select array_agg(distinct 'person:' || reference.normalize_person_linkedin_url('https://linkedin.com/in/' || m[1]))
            from regexp_matches(
                folded,
                '"(?:slug|public_?id|public_?identifier|linkedin_?slug|linkedin_?username|vanity_?name)\\*"\s*:\s*\\*"([^"\\/\s]+)',
                'gi'
            ) as m
            where reference.normalize_person_linkedin_url('https://linkedin.com/in/' || m[1]) is not null
        ), '{}');
    end if;
    if p_domains then
        found := found || coalesce(ops.domain_tokens(folded), '{}');
    end if;
    return found;
end $$;
comment on function ops.identifiers_in is
'Every key in a text, in whatever spelling, with its kind in front: person, member, email; on demand company and domain.';

create or replace function ops.erased_in(p_text text) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select array_agg(token)
    from ops.erasure_salt as s
    cross join unnest(
        ops.identifiers_in(p_text, exists (select from ops.erased_keys where kind in ('domain', 'company')))
    ) as token
    where exists (
        select from ops.erased_keys as k where k.key_hash = sha256(s.salt || convert_to(token, 'UTF8')) -- ops.key_hash
    )
$$;
comment on function ops.erased_in is 'The erased keys that stand in a text; null when there is none.';

create or replace function ops.name_text(p_value text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when length(p_value) between 3 and 100 and reference.lookup_key(p_value) like '%_ _%' then reference.lookup_key(p_value) end
$$;
comment on function ops.name_text is 'The comparable form of a full name; null for what is no name of two words or more.';
