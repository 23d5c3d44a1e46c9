{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set plan = plan_window(['extracted__company_redirects']) -%}
{%- set missing = 'news.domain <> news.alias_domain and ' ~ absent({'alias_domain': 'news.alias_domain'}) -%}
{%- set redirects = ref('extracted__company_redirects') -%}

-- The domains whose answer may be another now: those that were looked at, and all that lead to them.
with recursive changed as (
    select alias_domain
    from {{ redirects }} as news
    where {{ is_news(plan, 'extracted__company_redirects', 'news', missing) }}
    union
    select alias_domain from {{ ref('domain_aliases') }}
    union
    select earlier.alias_domain
    from {{ redirects }} as earlier
    inner join changed on earlier.domain = changed.alias_domain
),

-- From each of them along what the seed says, else the newest answer, to a domain that leads nowhere, or once around.
walk as (
    select
        changed.alias_domain,
        1 as step,
        next.*,
        array[changed.alias_domain] as path
    from changed
    cross join lateral ({{ next_domain('changed.alias_domain') }}) as next
    union all
    select
        walk.alias_domain,
        walk.step + 1 as step,
        next.*,
        walk.path || next.from_domain as path
    from walk
    cross join lateral ({{ next_domain('walk.to_domain') }}) as next
    where walk.to_domain <> all(walk.path)
),

last_step as (
    select distinct on (alias_domain)
        alias_domain,
        to_domain,
        array_position(path, to_domain) as loop_start
    from walk
    order by alias_domain, step desc
),

-- Where domains lead to each other in a circle, the company stays at the one whose own answer is the oldest.
circle as (
    select distinct on (walk.alias_domain)
        walk.alias_domain,
        walk.from_domain
    from walk
    inner join last_step on walk.alias_domain = last_step.alias_domain and walk.step >= last_step.loop_start
    order by walk.alias_domain, walk.observed_at, walk.from_domain
)

-- A domain that leads nowhere any more keeps a row that names itself, so that readers hear of the change.
select
    changed.alias_domain,
    coalesce(circle.from_domain, last_step.to_domain, changed.alias_domain) as domain,
    walk.source,
    walk.workflow_slug,
    walk.record_id,
    walk.entity_key,
    walk.payload_id,
    nullif(walk.observed_at, 'infinity') as observed_at,
    {{ generation(plan) }} as changed_in
from changed
left join walk on changed.alias_domain = walk.alias_domain and walk.step = 1
left join last_step on changed.alias_domain = last_step.alias_domain
left join circle on changed.alias_domain = circle.alias_domain
where
    walk.alias_domain is not null
    or exists (
        select 1 from {{ redirects }} as once
        where once.alias_domain = changed.alias_domain and once.domain <> once.alias_domain
    )
