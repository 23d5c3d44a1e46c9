-- Gaps with a life: ops.current_gaps (a model) compares keys at this moment, ops.coalescing_gaps remembers what it said.
set local check_function_bodies = off; -- the functions read models and seeds, which come after the DDL
do $$ begin
    -- In releases before, the comparison had the name of the record.
    if exists (select from pg_views where schemaname = 'ops' and viewname = 'coalescing_gaps') then
        drop view if exists ops.current_gaps;
        alter view ops.coalescing_gaps rename to current_gaps;
    end if;
end $$;

create table if not exists ops.coalescing_gaps (
    gap_id bigint generated always as identity primary key,
    core_table text not null,
    extracted_table text not null,
    workflow_slug text not null,
    entity_key text not null,
    life integer not null,
    state text not null check (state in ('settling', 'open', 'known', 'healed')),
    since timestamptz,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    checks integer not null,
    heals_survived integer not null,
    known_reason text,
    known_until date,
    healed_at timestamptz,
    healed_by text check (healed_by in ('build', 'heal', 'full_refresh', 'source_gone')),
    invocation_id text not null,
    healed_invocation_id text,
    seen_generation bigint,
    check ((state = 'healed') = (healed_at is not null)),
    check ((healed_by is null) = (healed_at is null)),
    check ((known_reason is null) = (known_until is null)),
    check (first_seen_at <= last_seen_at and last_seen_at <= healed_at)
);
-- One life at a time; the keys go in as a digest, because no text is too long for a key.
create unique index if not exists coalescing_gaps_one_life on ops.coalescing_gaps (
    md5(core_table || '|' || extracted_table || '|' || workflow_slug || '|' || entity_key)
) where healed_at is null;
comment on table ops.coalescing_gaps is
'One row per life of a gap: a key that was in extracted and missing in core. Written by ops.check_gaps alone.';
comment on column ops.coalescing_gaps.life is 'Which life of this gap it is: 1, and one more each time it comes back.';
comment on column ops.coalescing_gaps.state is
'settling: seen a short while ago; open: to be acted on; known: excused by the seed known_gaps; healed: closed.';
comment on column ops.coalescing_gaps.since is 'When the delivery with the key was received, as the delivery says.';
comment on column ops.coalescing_gaps.first_seen_at is 'Check that saw it first, by the clock of the database.';
comment on column ops.coalescing_gaps.heals_survived is 'Heals of the table that did not close it.';
comment on column ops.coalescing_gaps.healed_by is
'Last writing of the table since the gap was seen: build, heal, full_refresh; source_gone: the key is no longer wanted.';
comment on column ops.coalescing_gaps.invocation_id is 'Run whose check saw it first.';
comment on column ops.coalescing_gaps.healed_invocation_id is 'Run of dbt that closed it; null when it was none.';
comment on column ops.coalescing_gaps.seen_generation is 'Generation of the table when the gap was last seen.';

create table if not exists ops.gap_checks (
    check_id bigint generated always as identity primary key,
    checked_at timestamptz not null,
    invocation_id text not null,
    settling_delay interval not null,
    seconds numeric not null,
    opened bigint not null,
    healed bigint not null,
    open bigint not null,
    settling bigint not null,
    known bigint not null,
    survived_heal bigint not null
);
comment on table ops.gap_checks is 'One row per check of the gaps: when, for which run, what was found, how long it took.';
comment on column ops.gap_checks.settling_delay is 'How long a gap has to be there before it asks for somebody.';
comment on column ops.gap_checks.open is 'Gaps that are neither closed nor excused, those that still settle included.';
comment on column ops.gap_checks.settling is 'Of the open ones those that were seen a short while ago.';
comment on column ops.gap_checks.survived_heal is 'Open gaps that a heal of their table did not close.';

do $$ begin
    if not exists (
        select from pg_attribute where attrelid = 'ops.gap_checks'::regclass and attname = 'is_sweep'
    ) then -- asked first, as in 070_builds.sql
        alter table ops.gap_checks add column is_sweep boolean not null default true;
    end if;
end $$;
comment on column ops.gap_checks.is_sweep is
'Whether all keys were compared; else those of records that changed since the check before, and of tables with open gaps.';

create table if not exists ops.gap_positions (
    source_table text primary key,
    generation bigint not null
);
comment on table ops.gap_positions is
'Up to which writing of each table the checks have compared its keys. Written by ops.check_gaps alone.';

-- These two are called immutable so that the planner asks once, while it plans: a stable function in a filter would be
-- asked for every row of every table, and a sub-select would hide from the planner how few rows are new. Their answer
-- changes with a setting that ops.compare_gaps alone makes, and that plans its comparison anew each time.
create or replace function ops.is_gap_sweep(p_core_table text, p_extracted_table text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select coalesce(current_setting('hq.gap_check', true), '') = '' or exists (
        select from jsonb_array_elements_text(current_setting('hq.gap_check')::jsonb -> 'whole') as pair
        where pair = p_core_table || '|' || p_extracted_table or p_extracted_table = '' and pair like p_core_table || '|%'
    )
$$;
comment on function ops.is_gap_sweep is
'Whether the keys of these two tables are compared whole: outside of a check of the news, and while a gap of them is open.';

create or replace function ops.gaps_since(p_core_table text, p_extracted_table text) returns bigint
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when ops.is_gap_sweep(p_core_table, p_extracted_table) then -1
        else coalesce((current_setting('hq.gap_check')::jsonb -> 'since' ->> p_extracted_table)::bigint, -1)
    end
$$;
comment on function ops.gaps_since is
'Rows of a table that carry a later writing than this are compared by the views of gaps; -1 for all of them.';

create or replace function ops.known_gap(
    p_core_table text, p_workflow_slug text, p_entity_key text, out reason text, out until date
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select k.reason, k.until
    from reference.known_gaps as k
    where k.core_table = p_core_table
        and (k.workflow_slug is null or k.workflow_slug = p_workflow_slug)
        and (
            k.entity_key is null
            or p_entity_key like replace(replace(replace(replace(k.entity_key, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
        )
        and k.until >= (current_timestamp at time zone 'UTC')::date
    order by k.until desc, k.reason
    limit 1
$$;
comment on function ops.known_gap is
'Why and until when the seed known_gaps excuses a gap; nulls when it does not, or no longer.';

create or replace function ops.is_known_gap(p_core_table text, p_workflow_slug text, p_entity_key text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select (ops.known_gap(p_core_table, p_workflow_slug, p_entity_key)).until is not null
$$;
comment on function ops.is_known_gap is 'Whether the seed known_gaps excuses a gap today.';

create or replace function ops.is_gap_of_erased(p_entity_key text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (select from ops.erased_keys where kind = 'name') and exists (
        select from string_to_table(p_entity_key, ' / ') as part
        where exists (select from ops.erased_keys as k where k.key_hash = ops.key_hash('name:' || ops.name_text(part)))
    )
$$;
comment on function ops.is_gap_of_erased is 'Whether a part of the key of a gap is the full name of somebody who was erased.';

-- Everything that decides is read in one statement, so that a model that commits meanwhile is seen as a whole or not at all.
drop function if exists ops.compare_gaps();
create or replace function ops.compare_gaps(p_sweep boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    -- What is compared: pairs of tables with a gap that is not excused are compared whole, so that it is seen to close.
    perform set_config('hq.gap_check', case when p_sweep then '' else jsonb_build_object(
        'since', (select coalesce(jsonb_object_agg(source_table, generation), '{}') from ops.gap_positions),
        'whole', (
            select coalesce(jsonb_agg(distinct g.core_table || '|' || g.extracted_table), '[]')
            from ops.coalescing_gaps as g
            where g.healed_at is null and (
                g.state <> 'known' or (ops.known_gap(g.core_table, g.workflow_slug, g.entity_key)).until is null
            )
        )
    )::text end, true);
    -- Whole tables are joined by hashes: these may take memory for as long as the check lasts.
    perform set_config('work_mem', '128MB', true), set_config('jit', 'off', true);
    drop table if exists pg_temp.compared_gap;
    create temporary table compared_gap on commit drop as
    with missing as (
        select
            g.core_table,
            coalesce(g.extracted_table, '') as extracted_table,
            coalesce(g.workflow_slug, '') as workflow_slug,
            coalesce(g.entity_key, '') as entity_key,
            min(g.since) as since
        from ops.current_gaps as g
        group by 1, 2, 3, 4
    ),

    remembered as (
        select gap_id, core_table, extracted_table, workflow_slug, entity_key, since
        from ops.coalescing_gaps
        where healed_at is null
    )

    select
        kept.gap_id,
        missing.core_table is not null as is_missing,
        coalesce(missing.core_table, kept.core_table) as core_table,
        coalesce(missing.extracted_table, kept.extracted_table) as extracted_table,
        coalesce(missing.workflow_slug, kept.workflow_slug) as workflow_slug,
        coalesce(missing.entity_key, kept.entity_key) as entity_key,
        coalesce(missing.since, kept.since) as since,
        coalesce(core.generation, extracted.generation) as generation,
        case when core.model is not null then core.heal_generation else extracted.heal_generation end as heal_generation,
        coalesce(core.mode, extracted.mode) as mode,
        coalesce(core.invocation_id, extracted.invocation_id) as written_by,
        known.reason as known_reason,
        known.until as known_until
    from missing
    full join remembered as kept
        on missing.core_table = kept.core_table and missing.extracted_table = kept.extracted_table
        and missing.workflow_slug = kept.workflow_slug and missing.entity_key = kept.entity_key
    left join ops.model_generations as core
        on core.model = replace(coalesce(missing.core_table, kept.core_table), '.', '__')
    left join ops.model_generations as extracted
        on extracted.model = replace(coalesce(missing.extracted_table, kept.extracted_table), '.', '__')
    left join lateral ops.known_gap(missing.core_table, missing.workflow_slug, missing.entity_key) as known on true
    -- What this check has not compared stays as it is.
    where missing.core_table is not null or ops.is_gap_sweep(kept.core_table, kept.extracted_table);
    perform set_config('hq.gap_check', '', true);
end $$;
comment on function ops.compare_gaps is
'Lays what is missing now beside what is remembered as missing, with the writings of the tables, for ops.check_gaps.';

drop function if exists ops.check_gaps(text, interval); -- of a release without checks of the news
create or replace function ops.check_gaps(
    p_invocation_id text, p_settling interval default '1 hour', p_sweep boolean default true
) returns ops.gap_checks
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    looked_at timestamptz;
    answer ops.gap_checks;
    written jsonb;
begin
    perform pg_advisory_xact_lock(18513, 91); -- one check after the other
    looked_at := clock_timestamp();
    -- Read before the comparison: what is written meanwhile is compared once more by the next check.
    select coalesce(jsonb_object_agg(regexp_replace(model, '__', '.'), generation), '{}') into written
    from ops.model_generations;
    perform ops.compare_gaps(p_sweep);
    insert into ops.gap_positions as p (source_table, generation)
    select w.key, w.value::bigint from jsonb_each_text(written) as w
    on conflict (source_table) do update set generation = excluded.generation
    where p.generation is distinct from excluded.generation;

    -- Still missing. A clock that was ahead is put right, else the gap would not settle before that time.
    update ops.coalescing_gaps as g
    set first_seen_at = least(g.first_seen_at, looked_at),
        last_seen_at = looked_at,
        checks = g.checks + 1,
        since = c.since,
        heals_survived = g.heals_survived + survived.this_one,
        seen_generation = c.generation,
        known_reason = c.known_reason,
        known_until = c.known_until,
        state = case
            when c.known_until is not null then 'known'
            when g.heals_survived + survived.this_one > 0 or looked_at - least(g.first_seen_at, looked_at) >= p_settling
                then 'open'
            else 'settling'
        end
    from pg_temp.compared_gap as c
    cross join lateral (
        select coalesce(c.heal_generation > h.seen_generation, false)::integer as this_one
        from ops.coalescing_gaps as h where h.gap_id = c.gap_id
    ) as survived
    where c.gap_id = g.gap_id and c.is_missing;

    -- No longer missing. When no model has written the table since, the key went away on the other side.
    update ops.coalescing_gaps as g
    set first_seen_at = least(g.first_seen_at, looked_at),
        last_seen_at = least(g.last_seen_at, looked_at),
        state = 'healed',
        healed_at = looked_at,
        healed_by = case when c.generation > coalesce(g.seen_generation, 0) then c.mode else 'source_gone' end,
        healed_invocation_id = case when c.generation > coalesce(g.seen_generation, 0) then c.written_by end
    from pg_temp.compared_gap as c
    where c.gap_id = g.gap_id and not c.is_missing;
    get diagnostics answer.healed = row_count;

    insert into ops.coalescing_gaps (
        core_table, extracted_table, workflow_slug, entity_key, life, state, since, first_seen_at, last_seen_at, checks,
        heals_survived, known_reason, known_until, invocation_id, seen_generation
    )
    select
        c.core_table, c.extracted_table, c.workflow_slug, c.entity_key, coalesce(earlier.lives, 0) + 1,
        case when c.known_until is not null then 'known' when p_settling > '0' then 'settling' else 'open' end,
        c.since, looked_at, looked_at, 1, 0, c.known_reason, c.known_until, p_invocation_id, c.generation
    from pg_temp.compared_gap as c
    left join (
        select core_table, extracted_table, workflow_slug, entity_key, max(life) as lives
        from ops.coalescing_gaps
        group by core_table, extracted_table, workflow_slug, entity_key
    ) as earlier using (core_table, extracted_table, workflow_slug, entity_key)
    where c.gap_id is null;
    get diagnostics answer.opened = row_count;

    insert into ops.gap_checks (
        checked_at, invocation_id, settling_delay, seconds, opened, healed, open, settling, known, survived_heal,
        is_sweep
    )
    select
        looked_at, p_invocation_id, p_settling, round(extract(epoch from clock_timestamp() - looked_at)::numeric, 3),
        answer.opened, answer.healed,
        count(*) filter (where state in ('open', 'settling')),
        count(*) filter (where state = 'settling'),
        count(*) filter (where state = 'known'),
        count(*) filter (where state = 'open' and heals_survived > 0),
        p_sweep
    from ops.coalescing_gaps
    where healed_at is null
    returning * into answer;
    return answer;
end $$;
comment on function ops.check_gaps is
'Compares keys now, all or those with news, and carries the record on: opens, tests again what is open, closes. The one writer.';
