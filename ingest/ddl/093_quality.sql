-- Data quality: what bodies and tables looked like so far, and what is new to them. Keys and counts only, no values of
-- bodies. The judging is done by the package quality; see docs/guide/data-quality.md.
set local check_function_bodies = off; -- some call functions of dbt and read its seeds, which come after the DDL

create table if not exists ops.payload_profiles (
    workflow_slug text not null,
    key_path text not null,
    json_type text not null,
    bodies double precision not null,
    first_seen_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    primary key (workflow_slug, key_path, json_type)
);
comment on table ops.payload_profiles is
'Format of each workflow as accepted so far: in how many bodies a key stands, and with which type of JSON.';
comment on column ops.payload_profiles.key_path is 'Path of keys from $; [] stands for the entries of a list, * for a key that may be data.';
comment on column ops.payload_profiles.json_type is
'object, array, text, number, boolean, empty (null, '''', ''null'', [], {}), quarantined; present and filled count bodies, not values.';
comment on column ops.payload_profiles.bodies is 'Weight in bodies; shrinks when the weight of the workflow would pass its cap.';

create table if not exists ops.payload_news (
    workflow_slug text not null,
    key_path text not null,
    json_type text not null,
    bodies double precision not null,
    primary key (workflow_slug, key_path, json_type)
);
comment on table ops.payload_news is
'Format of the bodies that have landed since the format of their workflow was last accepted; "instead of" counts those that lack a known key.';

create table if not exists ops.quality_windows (
    source text primary key,
    lo bigint not null,
    hi bigint not null,
    news bigint not null
);
comment on table ops.quality_windows is
'What the last check of quality looked at: raw.payloads/<workflow> by transaction id, a model by generation.';

create table if not exists ops.payload_comparisons (
    workflow_slug text not null,
    key_path text not null,
    parent_before double precision not null,
    parent_now double precision not null,
    present_before double precision not null,
    present_now double precision not null,
    filled_before double precision not null,
    filled_now double precision not null,
    types_before text not null,
    types_now text not null,
    new_type_bodies double precision not null,
    new_shape_bodies double precision not null,
    likely_new_key text,
    primary key (workflow_slug, key_path)
);
comment on table ops.payload_comparisons is
'News of a workflow beside its profile, one row per key path, for the last check. Expectations judge these rows.';

create table if not exists ops.payload_volumes (
    workflow_slug text not null,
    received_on date not null,
    bodies bigint not null,
    primary key (workflow_slug, received_on)
);
comment on table ops.payload_volumes is 'Bodies per workflow and day of receipt (UTC), counted as they land.';

create table if not exists ops.column_profiles (
    relation text not null,
    workflow_slug text not null default '',
    column_name text not null default '',
    row_weight double precision not null,
    filled double precision not null,
    shares jsonb,
    profiled_at timestamptz not null default now(),
    primary key (relation, workflow_slug, column_name)
);
comment on table ops.column_profiles is
'How full the columns of a table were when they were last accepted; column '''' speaks of rows (filled: not rejected).';
comment on column ops.column_profiles.shares is 'Share of each value, only of columns whose words come from a list.';

create table if not exists ops.column_news (
    relation text not null,
    workflow_slug text not null,
    column_name text not null,
    row_weight double precision not null,
    filled double precision not null,
    primary key (relation, workflow_slug, column_name)
);
comment on table ops.column_news is 'How full the columns of new rows of extracted are, per workflow.';

create table if not exists ops.quality_results (
    run_id uuid not null,
    stage text not null check (stage in ('landing', 'warehouse')),
    suite text not null,
    subject text not null,
    expectation text not null,
    severity text not null check (severity in ('critical', 'warning')),
    is_met boolean not null,
    unexpected bigint not null default 0,
    details jsonb,
    checked_at timestamptz not null default now(),
    primary key (run_id, suite, subject, expectation)
);
create index if not exists quality_results_checked_at on ops.quality_results (checked_at);
comment on table ops.quality_results is 'One row per expectation and run of hq quality; kept for 400 days.';
comment on column ops.quality_results.subject is 'Workflow, or table, or table and column.';
comment on column ops.quality_results.details is 'Up to 20 findings: key paths or columns with counts; no values of bodies.';

create table if not exists ops.quality_acceptances (
    subject text not null,
    accepted_at timestamptz not null default now(),
    accepted_by text not null default session_user,
    reason text,
    primary key (subject, accepted_at)
);
comment on table ops.quality_acceptances is 'Which changes an operator accepted (hq quality accept), when and why.';

create or replace function ops.key_label(p_key text, p_depth integer) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select case
        when p_key ~ '^[A-Za-z_][A-Za-z0-9_-]{0,59}$' and p_key !~ '[0-9]{4}' then p_key
        -- Headings of a spreadsheet have spaces; further down such a key may be a name.
        when p_depth <= 1 and p_key ~ '^[A-Za-z#][A-Za-z0-9_ #&()-]{0,59}$' and p_key !~ '[0-9]{4}' then p_key
        else '*'
    end
$$;
comment on function ops.key_label is 'A key as the profile names it: * unless it has the form of the name of a field.';

create or replace function ops.opened_json(p_value jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select case
        when left(ltrim(left(p_value #>> '{}', 100)), 1) in ('{', '[') then coalesce(
            reference.json_object(p_value), nullif(reference.json_array(p_value), '[]'), p_value
        )
        else p_value
    end
$$;
comment on function ops.opened_json is 'JSON that was sent as text, opened as the models open it; other text as it is.';

create or replace function ops.profile_payloads(p_workflow text, p_lo bigint, p_hi bigint, p_most_bodies integer)
returns table (key_path text, json_type text, bodies double precision)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with recursive body as materialized (
        -- Ids of payloads are random or hashes: the first of them by id are a fair sample.
        select row_number() over () as number, sample.payload, sample.quarantine_code
        from (
            select p.payload, p.quarantine_code
            from raw.payloads as p
            where p.raw_table = (select r.raw_table from raw.workflow_routes as r where r.called_as = p_workflow)
                and p.workflow_slug = p_workflow and p.quarantine_code is distinct from 'erased'
                and p.landed_xid >= p_lo::text::xid8 and p.landed_xid < p_hi::text::xid8
            order by p.payload_id
            limit p_most_bodies
        ) as sample
    ),
    node (number, path, depth, value) as (
        select body.number, '$', 0, body.payload from body where body.quarantine_code is null
        union all
        -- Functions are called only where they are needed: there are hundreds of nodes in a body.
        select
            n.number, n.path || child.step, n.depth + 1,
            case
                when n.depth <= 2 and jsonb_typeof(child.value) = 'string' then ops.opened_json(child.value)
                else child.value
            end
        from node as n
        cross join lateral (
            select
                '.' || case
                    when e.key ~ '^[A-Za-z_]{1,60}$' then e.key
                    else ops.key_label(e.key, n.depth)
                end as step,
                e.value
            from jsonb_each(case when jsonb_typeof(n.value) = 'object' then n.value end) as e
            union all
            select '[]', entry.value
            from jsonb_array_elements(case when jsonb_typeof(n.value) = 'array' then n.value end)
                with ordinality as entry (value, place)
            where entry.place <= 20
        ) as child
        where n.depth < 8
    ),
    kind as (
        select distinct
            number, path,
            case jsonb_typeof(value)
                when 'string' then case when lower(btrim(left(value #>> '{}', 20))) in ('', 'null') then 'empty' else 'text' end
                when 'object' then case when value = '{}' then 'empty' else 'object' end
                when 'array' then case when value = '[]' then 'empty' else 'array' end
                when 'null' then 'empty'
                else jsonb_typeof(value)
            end as json_type
        from node
    ),
    counted as (
        select path, json_type, count(*) as bodies from kind group by path, json_type
        union all
        select path, 'present', count(distinct number) from kind group by path
        union all
        select path, 'filled', count(distinct number) from kind where json_type <> 'empty' group by path
        union all
        select '$', 'quarantined', count(*) from body where quarantine_code is not null having count(*) > 0
        union all
        select path, json_type, bodies from instead
    ),
    unknown as (
        select path, number
        from kind
        where json_type <> 'empty' and path not like '%]' and path not like '%*'
            and path not in (
                select p.key_path from ops.payload_profiles as p where p.workflow_slug = p_workflow and p.json_type = 'present'
            )
        group by path, number
    ),
    instead as (
        -- Bodies that have the unknown key and lack the known one beside it.
        select u.path, 'instead of ' || known.key_path as json_type, count(*) as bodies
        from unknown as u
        join ops.payload_profiles as known
            on known.workflow_slug = p_workflow and known.json_type = 'filled' and known.key_path not like '%]'
            and regexp_replace(known.key_path, '\.[^.\[]+$', '') = regexp_replace(u.path, '\.[^.\[]+$', '')
        where not exists (
            select from kind as k where k.number = u.number and k.path = known.key_path and k.json_type <> 'empty'
        )
        group by u.path, known.key_path
    ),
    wide as (
        -- So many different keys are data (a map by name or id), not a format.
        select parent.path || '.' as beginning
        from (select distinct path from counted) as child
        cross join lateral (select regexp_replace(child.path, '\.[^.\[]+$', '') as path) as parent
        where parent.path <> child.path
        group by parent.path having count(*) > 120
    )
    select c.path, c.json_type, c.bodies::double precision
    from counted as c
    where not exists (select from wide as w where starts_with(c.path, w.beginning))
$$;
comment on function ops.profile_payloads is
'Format of a window of bodies of a workflow: key paths and types with the number of bodies, of at most so many bodies.';

create or replace function ops.count_volumes(p_hi bigint) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    with position as (
        select w.workflow_slug, r.raw_table, coalesce(taken.position, 0) as lo
        from raw.registered_workflows as w
        join raw.workflow_routes as r on r.called_as = w.workflow_slug
        left join ops.model_positions as taken
            on taken.model = 'quality/volumes' and taken.source = 'raw.payloads/' || w.workflow_slug
    ),
    dropped as (
        delete from ops.payload_volumes as v
        using position as p
        where v.workflow_slug = p.workflow_slug and p.lo = 0
        returning v.workflow_slug, v.received_on
    ),
    counted as (
        select p.workflow_slug, (b.received_at at time zone 'UTC')::date as received_on, count(*) as bodies
        from position as p
        cross join lateral (
            select raw.received_at
            from raw.payloads as raw
            where raw.raw_table = p.raw_table and raw.workflow_slug = p.workflow_slug
                and raw.landed_xid >= p.lo::text::xid8 and raw.landed_xid < p_hi::text::xid8
                -- Landed again from quarantine: counted when it came.
                and not starts_with(coalesce(raw.idempotency_key, ''), 'replay:')
        ) as b
        group by p.workflow_slug, received_on
    ),
    moved as (
        insert into ops.model_positions (model, source, position)
        select 'quality/volumes', 'raw.payloads/' || p.workflow_slug, p_hi from position as p
        on conflict (model, source) do update set position = excluded.position
    )
    insert into ops.payload_volumes as v (workflow_slug, received_on, bodies)
    select c.workflow_slug, c.received_on, c.bodies from counted as c
    where (select count(*) from dropped) >= 0
    on conflict (workflow_slug, received_on) do update set bodies = v.bodies + excluded.bodies
$$;
comment on function ops.count_volumes is 'Adds the bodies that have landed since the last count to the volumes.';

create or replace function ops.look_at_landed(p_most_bodies integer default 2000, p_only text default null)
returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    settled bigint := ops.horizon();
    workflows integer;
begin
    delete from ops.quality_windows where source like 'raw.payloads/%';
    delete from ops.payload_news;
    delete from ops.payload_comparisons;
    perform ops.count_volumes(settled);
    insert into ops.quality_windows (source, lo, hi, news)
    select 'raw.payloads/' || w.workflow_slug, coalesce(taken.position, 0), settled, landed.news
    from raw.registered_workflows as w
    join raw.workflow_routes as r on r.called_as = w.workflow_slug
    left join ops.model_positions as taken
        on taken.model = 'quality/formats' and taken.source = 'raw.payloads/' || w.workflow_slug
    cross join lateral (
        select count(*) as news
        from raw.payloads as p
        where p.raw_table = r.raw_table and p.workflow_slug = w.workflow_slug
            and p.quarantine_code is distinct from 'erased'
            and p.landed_xid >= coalesce(taken.position, 0)::text::xid8 and p.landed_xid < settled::text::xid8
    ) as landed
    where landed.news > 0 and (p_only is null or w.workflow_slug = p_only);
    get diagnostics workflows = row_count;
    if p_only is null then
        -- A window that holds no body counts as looked at, so that the next look begins here.
        update ops.model_positions as p
        set position = settled
        from raw.registered_workflows as w
        where p.model = 'quality/formats' and p.source = 'raw.payloads/' || w.workflow_slug and p.position < settled
            and not exists (select from ops.quality_windows as q where q.source = p.source);
    end if;

    insert into ops.payload_news (workflow_slug, key_path, json_type, bodies)
    select substr(w.source, 14), news.key_path, news.json_type, news.bodies
    from ops.quality_windows as w
    cross join lateral ops.profile_payloads(substr(w.source, 14), w.lo, w.hi, p_most_bodies) as news
    where w.source like 'raw.payloads/%';
    perform ops.compare_payloads();
    return workflows;
end $$;
comment on function ops.look_at_landed is
'Profiles what landed since each workflow''s format was last accepted, and lays it beside the profile; returns the number of workflows with news.';

create or replace function ops.compare_payloads() returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    with path as (
        select workflow_slug, key_path, json_type, max(before) as before, max(now) as now
        from (
            select p.workflow_slug, p.key_path, p.json_type, p.bodies as before, 0 as now
            from ops.payload_profiles as p
            where p.workflow_slug in (select substr(w.source, 14) from ops.quality_windows as w where w.source like 'raw.payloads/%')
            union all
            select n.workflow_slug, n.key_path, n.json_type, 0, n.bodies from ops.payload_news as n
        ) as side
        group by workflow_slug, key_path, json_type
    ),
    typed as (
        select
            path.*,
            json_type in ('object', 'array', 'text', 'number', 'boolean') as is_type,
            case when json_type in ('object', 'array') then json_type else 'scalar' end as shape
        from path
    ),
    wide as (
        select
            t.workflow_slug, t.key_path,
            regexp_replace(t.key_path, '(\.[^.\[]+|\[\])$', '') as parent_path,
            coalesce(max(t.before) filter (where t.json_type = 'present'), 0) as present_before,
            coalesce(max(t.now) filter (where t.json_type = 'present'), 0) as present_now,
            coalesce(max(t.before) filter (where t.json_type = 'filled'), 0) as filled_before,
            coalesce(max(t.now) filter (where t.json_type = 'filled'), 0) as filled_now,
            coalesce(array_agg(t.json_type order by t.json_type) filter (where t.is_type and t.before > 0), '{}') as types_before,
            coalesce(array_agg(t.json_type order by t.json_type) filter (where t.is_type and t.now > 0), '{}') as types_now,
            array_agg(distinct t.shape) filter (where t.is_type and t.before > 0) as shapes_before,
            array_agg(distinct t.shape) filter (where t.is_type and t.now > 0) as shapes_now,
            max(t.now) filter (where t.json_type = 'quarantined') as quarantined_now,
            max(t.before) filter (where t.json_type = 'quarantined') as quarantined_before
        from typed as t
        group by t.workflow_slug, t.key_path
    ),
    new_type as (
        select
            t.workflow_slug, t.key_path,
            coalesce(max(t.now) filter (where t.shape = any (w.shapes_before)), 0) as new_type_bodies,
            coalesce(max(t.now) filter (where t.shape <> all (w.shapes_before)), 0) as new_shape_bodies
        from typed as t
        join wide as w on w.workflow_slug = t.workflow_slug and w.key_path = t.key_path
        where t.is_type and t.now > 0 and t.before = 0 and w.shapes_before is not null
        group by t.workflow_slug, t.key_path
    ),
    beside as (
        select
            w.*,
            -- The entries of a list hang on the list, keys on an object, the root on the bodies.
            case
                when w.key_path = '$' then w.present_before + coalesce(w.quarantined_before, 0)
                else coalesce(container.before, 0)
            end as parent_before,
            case
                when w.key_path = '$' then w.present_now + coalesce(w.quarantined_now, 0)
                else coalesce(container.now, 0)
            end as parent_now
        from wide as w
        left join path as container
            on container.workflow_slug = w.workflow_slug and container.key_path = w.parent_path
            and container.json_type = case when right(w.key_path, 2) = '[]' then 'array' else 'object' end
    ),
    pair as (
        -- A key that was never there stands only in bodies that lack a known one of its shape beside it.
        select
            found.workflow_slug, found.parent_path, found.key_path as new_path, lost.key_path, found.filled_now,
            count(*) over (partition by found.workflow_slug, found.key_path) as lost_keys
        from beside as found
        join path as instead
            on instead.workflow_slug = found.workflow_slug and instead.key_path = found.key_path
            and starts_with(instead.json_type, 'instead of ') and instead.now >= 0.9 * found.filled_now
        join beside as lost
            on lost.workflow_slug = found.workflow_slug and lost.key_path = substr(instead.json_type, 12)
            and lost.parent_before > 0 and lost.filled_before >= 0.5 * lost.parent_before
        where found.filled_now > 0
    ),
    renamed as (
        -- Where more keys are lost than are new, it is another sort of body, such as an error, and no new name.
        select p.workflow_slug, p.key_path, string_agg(split_part(p.new_path, '.', -1), ', ' order by p.new_path) as likely
        from pair as p
        join beside as found on found.workflow_slug = p.workflow_slug and found.key_path = p.new_path
        join beside as lost on lost.workflow_slug = p.workflow_slug and lost.key_path = p.key_path
        where found.shapes_now && lost.shapes_before
            and p.lost_keys <= (
                select count(*)
                from beside as other
                where other.workflow_slug = p.workflow_slug and other.parent_path = p.parent_path
                    and other.present_before = 0 and other.filled_now >= 0.9 * p.filled_now
            )
        group by p.workflow_slug, p.key_path
    )
    insert into ops.payload_comparisons (
        workflow_slug, key_path, parent_before, parent_now, present_before, present_now, filled_before, filled_now,
        types_before, types_now, new_type_bodies, new_shape_bodies, likely_new_key
    )
    select
        b.workflow_slug, b.key_path, b.parent_before, b.parent_now, b.present_before, b.present_now, b.filled_before,
        b.filled_now, array_to_string(b.types_before, ' '), array_to_string(b.types_now, ' '),
        coalesce(n.new_type_bodies, 0), coalesce(n.new_shape_bodies, 0), r.likely
    from beside as b
    left join new_type as n on n.workflow_slug = b.workflow_slug and n.key_path = b.key_path
    left join renamed as r on r.workflow_slug = b.workflow_slug and r.key_path = b.key_path
$$;
comment on function ops.compare_payloads is 'Lays the news of each workflow beside its profile, a row per key path.';

create or replace function ops.take_in_formats(
    p_workflows text[], p_weight_cap double precision default 5000, p_share_of_news double precision default null
) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    with taken as (
        select w.source, substr(w.source, 14) as workflow_slug, w.lo, w.hi
        from ops.quality_windows as w
        where w.source like 'raw.payloads/%' and substr(w.source, 14) = any (p_workflows)
    ),
    weight as (
        select
            t.workflow_slug, t.lo,
            coalesce(sum(p.bodies) filter (where p.json_type = any ('{present,quarantined}')), 0) as before
        from taken as t
        left join ops.payload_profiles as p on p.workflow_slug = t.workflow_slug and p.key_path = '$'
        group by t.workflow_slug, t.lo
    ),
    news_weight as (
        select n.workflow_slug, sum(n.bodies) as now
        from ops.payload_news as n
        where n.key_path = '$' and n.json_type = any ('{present,quarantined}')
        group by n.workflow_slug
    ),
    factor as (
        select
            w.workflow_slug,
            case
                when w.lo = 0 and p_share_of_news is null then 0 -- all bodies are read again, after hq rebase
                when p_share_of_news is not null then
                    least(p_weight_cap, greatest(w.before, n.now)) * (1 - p_share_of_news) / nullif(w.before, 0)
                else least(1, greatest(p_weight_cap - n.now, 0) / nullif(w.before, 0))
            end as old,
            case
                when p_share_of_news is not null and w.before > 0 then
                    least(p_weight_cap, greatest(w.before, n.now)) * p_share_of_news / n.now
                else 1
            end as new
        from weight as w
        join news_weight as n on n.workflow_slug = w.workflow_slug
    ),
    merged as (
        select side.workflow_slug, side.key_path, side.json_type, sum(side.bodies) as bodies, bool_or(side.is_news) as is_news
        from (
            select p.workflow_slug, p.key_path, p.json_type, p.bodies * coalesce(f.old, 0) as bodies, false as is_news
            from ops.payload_profiles as p
            join factor as f on f.workflow_slug = p.workflow_slug
            union all
            select n.workflow_slug, n.key_path, n.json_type, n.bodies * f.new, true
            from ops.payload_news as n
            join factor as f on f.workflow_slug = n.workflow_slug
            where not starts_with(n.json_type, 'instead of ')
        ) as side
        group by side.workflow_slug, side.key_path, side.json_type
    ),
    forgotten as (
        delete from ops.payload_profiles as p
        using merged as m
        where m.workflow_slug = p.workflow_slug and m.key_path = p.key_path and m.json_type = p.json_type and m.bodies < 0.1
    ),
    moved as (
        insert into ops.model_positions (model, source, position)
        select 'quality/formats', t.source, t.hi from taken as t
        on conflict (model, source) do update set position = excluded.position
    )
    insert into ops.payload_profiles as p (workflow_slug, key_path, json_type, bodies)
    select m.workflow_slug, m.key_path, m.json_type, m.bodies from merged as m where m.bodies >= 0.1
    on conflict (workflow_slug, key_path, json_type) do update
    set bodies = excluded.bodies,
        last_seen_at = case
            when exists (
                select from ops.payload_news as n
                where n.workflow_slug = p.workflow_slug and n.key_path = p.key_path and n.json_type = p.json_type
            ) then now() else p.last_seen_at
        end
$$;
comment on function ops.take_in_formats is
'Adds the news of these workflows to their profiles and moves their positions; with a share, the news becomes that share of the profile.';

create or replace function ops.volume_comparisons(p_at timestamptz) returns table (
    workflow_slug text, received_on date, is_over boolean, bodies bigint, low double precision, high double precision,
    days_before bigint
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        w.workflow_slug, day.received_on, day.received_on < today.received_on, coalesce(v.bodies, 0), usual.low,
        usual.high, usual.days
    from (select distinct p.workflow_slug from ops.payload_volumes as p) as w
    cross join (select (p_at at time zone 'UTC')::date as received_on) as today
    cross join lateral (values (today.received_on), (today.received_on - 1)) as day (received_on)
    left join ops.payload_volumes as v on v.workflow_slug = w.workflow_slug and v.received_on = day.received_on
    cross join lateral (
        -- A silent day counts as none: a workflow that often rests has a low of 0, and is never too quiet.
        select
            percentile_cont(0.1) within group (order by coalesce(o.bodies, 0)) as low,
            percentile_cont(0.9) within group (order by coalesce(o.bodies, 0)) as high,
            count(o.bodies) as days
        from generate_series(1, 28) as back (days)
        left join ops.payload_volumes as o
            on o.workflow_slug = w.workflow_slug and o.received_on = day.received_on - back.days
        where day.received_on - back.days >= (
            select min(first.received_on) from ops.payload_volumes as first where first.workflow_slug = w.workflow_slug
        )
    ) as usual
    where not exists (
        select from ops.quality_acceptances as a
        where a.subject = w.workflow_slug and (a.accepted_at at time zone 'UTC')::date >= day.received_on
    )
$$;
comment on function ops.volume_comparisons is
'Bodies of today and of the last whole day beside the 28 days before: low and high are the tenth and ninetieth percentile of a day.';

create or replace function ops.profile_relation(p_relation regclass, p_columns text[], p_where text default 'true', p_is_extracted boolean default false)
returns table (workflow_slug text, column_name text, row_weight double precision, filled double precision)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    counts text := (select string_agg(format('count(%I) filter (where is_good)', c), ', ' order by n) from unnest(p_columns) with ordinality as t (c, n));
begin
    return query execute format(
        $q$
            select agg.workflow_slug, col.name, case when col.name = '' then agg.number else agg.good end::float8, col.filled::float8
            from (
                select workflow_slug, count(*) as number, count(*) filter (where is_good) as good, array[%s]::bigint[] as filled
                from (select *, %s as is_good from %s where %s) as news
                group by workflow_slug
            ) as agg
            cross join lateral unnest(array[''] || %L::text[], array[agg.good] || agg.filled) as col (name, filled)
        $q$,
        counts, case when p_is_extracted then 'rejected_reason is null' else 'true' end, p_relation, p_where, p_columns
    );
end $$;
comment on function ops.profile_relation is
'Rows and filled columns per workflow of some rows of a table; column '''' counts the rows and, as filled, the good ones.';

create or replace function ops.look_at_extracted() returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
    one record;
    tables integer;
begin
    delete from ops.quality_windows where source like 'extracted\_\_%';
    delete from ops.column_news;
    for one in
        select
            g.model, c.oid::regclass as relation, 'extracted.' || c.relname as name, coalesce(taken.position, 0) as lo, g.generation as hi,
            array_agg(a.attname::text order by a.attnum) filter (
                where a.attname <> all ('{entity_key,record_id,payload_id,workflow_slug,received_at,observed_at,changed_in,rejected_reason}')
            ) as columns
        from ops.model_generations as g
        join pg_class as c on c.relname = substr(g.model, 12) and c.relkind = 'r' and c.relnamespace = 'extracted'::regnamespace
        join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join ops.model_positions as taken on taken.model = 'quality/columns' and taken.source = g.model
        where g.model like 'extracted\_\_%' and g.generation > coalesce(taken.position, 0)
        group by g.model, c.oid, c.relname, taken.position, g.generation
        having count(*) filter (where a.attname = any ('{workflow_slug,changed_in,rejected_reason}')) = 3
    loop
        insert into ops.column_news (relation, workflow_slug, column_name, row_weight, filled)
        select one.name, p.workflow_slug, p.column_name, p.row_weight, p.filled
        from ops.profile_relation(
            one.relation, one.columns, format('changed_in > %s and changed_in <= %s', one.lo, one.hi), true
        ) as p;
        insert into ops.quality_windows (source, lo, hi, news)
        select one.model, one.lo, one.hi, coalesce(sum(n.row_weight), 0)
        from ops.column_news as n where n.relation = one.name and n.column_name = '';
    end loop;
    select count(*) into tables from ops.quality_windows where source like 'extracted\_\_%' and news > 0;
    return tables;
end $$;
comment on function ops.look_at_extracted is
'Profiles the rows of extracted that changed since each table was last accepted; returns the number of tables with news.';

create or replace function ops.column_comparisons() returns table (
    relation text, workflow_slug text, column_name text, rows_before double precision, rows_now double precision,
    share_before double precision, share_now double precision
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        n.relation, n.workflow_slug, n.column_name, p.row_weight, n.row_weight,
        p.filled / nullif(p.row_weight, 0), n.filled / nullif(n.row_weight, 0)
    from ops.column_news as n
    join ops.column_profiles as p
        on p.relation = n.relation and p.workflow_slug = n.workflow_slug and p.column_name = n.column_name
$$;
comment on function ops.column_comparisons is 'Share of filled values among new rows of extracted beside the share so far.';

create or replace function ops.take_in_columns(
    p_relations text[], p_weight_cap double precision default 5000, p_share_of_news double precision default null
) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    with moved as (
        insert into ops.model_positions (model, source, position)
        select 'quality/columns', w.source, w.hi
        from ops.quality_windows as w
        where w.source like 'extracted\_\_%' and 'extracted.' || substr(w.source, 12) = any (p_relations)
        on conflict (model, source) do update set position = excluded.position
    )
    insert into ops.column_profiles as p (relation, workflow_slug, column_name, row_weight, filled)
    select n.relation, n.workflow_slug, n.column_name, n.row_weight, n.filled
    from ops.column_news as n
    where n.relation = any (p_relations)
    on conflict (relation, workflow_slug, column_name) do update
    set (row_weight, filled, profiled_at) = (
        select sum(side.row_weight * side.factor), sum(side.filled * side.factor), now()
        from (
            values
                (
                    p.row_weight, p.filled,
                    coalesce(
                        (1 - p_share_of_news) * greatest(p.row_weight, excluded.row_weight) / nullif(p.row_weight, 0),
                        least(1, greatest(p_weight_cap - excluded.row_weight, 0) / nullif(p.row_weight, 0)), 0
                    )
                ),
                (
                    excluded.row_weight, excluded.filled,
                    coalesce(p_share_of_news * greatest(p.row_weight, excluded.row_weight) / nullif(excluded.row_weight, 0), 1)
                )
        ) as side (row_weight, filled, factor)
    )
$$;
comment on function ops.take_in_columns is
'Adds the news of these tables of extracted to their profiles and moves their positions; with a share, the news becomes that share.';

create or replace function ops.take_in_core(p_relation text, p_rows bigint, p_columns text[], p_filled double precision[], p_shares jsonb[])
returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
    insert into ops.column_profiles as p (relation, column_name, row_weight, filled, shares)
    select p_relation, c.name, p_rows, c.filled * p_rows, c.shares
    from unnest(p_columns, p_filled, p_shares) as c (name, filled, shares)
    on conflict (relation, workflow_slug, column_name) do update
    set row_weight = excluded.row_weight, filled = excluded.filled, shares = excluded.shares, profiled_at = now()
$$;
comment on function ops.take_in_core is 'Writes the profile of a table of core: its rows, and per column the share that is filled and the shares of values.';
