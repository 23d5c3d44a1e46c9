{%- set plan = plan_window([
    'extracted__customer_match_keys', 'extracted__company_match_keys', 'extracted__company_names'
]) -%}
{%- set missing = absent({'customer_key': 'news.customer_key'}) -%}

-- A name is looked at again when it is new, and when a company that bears one of its keys has a new key or name.
with touched_company as (
    select news.company_domain
    from {{ ref('extracted__company_match_keys') }} as news
    where {{ is_news(plan, 'extracted__company_match_keys', 'news') }}
    union
    select news.company_domain
    from {{ ref('extracted__company_names') }} as news
    where {{ is_news(plan, 'extracted__company_names', 'news') }}
),

touched_key as (
    select distinct known.match_key
    from {{ ref('extracted__company_match_keys') }} as known
    inner join touched_company on known.company_domain = touched_company.company_domain
),

changed as (
    select news.customer_key
    from {{ ref('extracted__customer_match_keys') }} as news
    where {{ is_news(plan, 'extracted__customer_match_keys', 'news', missing) }}
    union
    select asked.customer_key
    from {{ ref('extracted__customer_match_keys') }} as asked
    inner join touched_key on asked.match_key = touched_key.match_key
),

candidate as (
    {{ customer_name_candidates('changed') }}
),

-- The first rule that names a company decides; what it names besides makes the name ambiguous.
ranked as (
    select
        candidate.*,
        min(place) filter (where doubt is null) over (partition by customer_key) as best_place
    from candidate
),

company as (
    select
        customer_key,
        company_domain,
        min(rule) as rule,
        max(confidence) as confidence,
        min(tie_rank) as tie_rank
    from ranked
    where doubt is null and place = best_place
    group by customer_key, company_domain
),

-- A branch is not taken for the company, but it leaves the name to no other of its kind: only a .com goes before it.
branch as (
    select distinct customer_key
    from ranked
    where doubt = 'branch' and place = best_place
),

placed as (
    select
        company.*,
        count(*) over (partition by customer_key) as companies,
        rank() over (partition by customer_key order by tie_rank) as tie_place,
        count(*) over (partition by customer_key, tie_rank) as equals
    from company
),

decided as (
    select
        customer_key,
        company_domain,
        rule,
        case when companies > 1 then least(confidence, 0.85) else confidence end as confidence
    from placed
    where
        (companies = 1 or (tie_place = 1 and equals = 1 and tie_rank < 9))
        and (tie_rank = 0 or customer_key not in (select branch.customer_key from branch))
),

listed as (
    select
        customer_key,
        bool_or(doubt is null) as is_named,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object('domain', company_domain, 'rule', rule, 'doubt', doubt))
            order by doubt is not null, place, tie_rank, company_domain, doubt
        ) as candidates
    from (
        select
            ranked.*,
            row_number() over (
                partition by customer_key order by doubt is not null, place, tie_rank, company_domain, match_key, doubt
            ) as position_
        from ranked
        where doubt is not null or place = best_place
    ) as numbered
    where position_ <= 10
    group by customer_key
)

select
    changed.customer_key,
    decided.company_domain as customer_domain,
    decided.rule as match_rule,
    decided.confidence as match_confidence,
    case
        when decided.company_domain is not null then null
        when listed.customer_key is null then 'unknown'
        when listed.is_named then 'ambiguous'
        else 'weak'
    end as unmatched_reason,
    coalesce(listed.candidates, '[]') as candidates,
    {{ generation(plan) }} as changed_in
from changed
left join decided on changed.customer_key = decided.customer_key
left join listed on changed.customer_key = listed.customer_key
