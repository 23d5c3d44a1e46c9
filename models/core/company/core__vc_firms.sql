{%- set plan = plan_window(['extracted__vc_domain']) -%}

with changed as (
    select distinct news.vc_key
    from {{ ref('extracted__vc_domain') }} as news
    where
        news.rejected_reason is null
        and {{ is_news(plan, 'extracted__vc_domain', 'news', absent({'vc_key': 'news.vc_key'}, as_of='updated_at')) }}
),

-- What somebody states and what a model guesses stay apart: a guess is never a fact (lesson 18).
said as (
    select
        record.vc_key,
        coalesce(
            (
                select spelling.name
                from {{ ref('vc_name_aliases') }} as known
                cross join lateral (values (known.canonical, 1), (known.variant, 2)) as spelling (name, place)
                where lower(spelling.name) = lower(record.vc_name)
                order by spelling.place, spelling.name
                limit 1
            ),
            record.vc_name
        ) as name,
        record.vc_canonical as canonical_name,
        case when not record.is_inferred then record.domain end as domain,
        case when record.is_inferred then record.domain end as inferred_domain,
        record.workflow_slug,
        record.record_id,
        record.observed_at
    from {{ ref('extracted__vc_domain') }} as record
    inner join changed on record.vc_key = changed.vc_key
    where record.rejected_reason is null
),

-- A firm keeps the name under which it was first told of; who states its domain does not rename it.
firm as (
    select
        vc_key,
        (array_agg(name order by observed_at, record_id))[1] as name,
        (array_agg(canonical_name order by observed_at, record_id))[1] as canonical_name,
        {{ newest_value('domain') }},
        {{ newest_value('inferred_domain') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at) as updated_at
    from said
    group by vc_key
)

select
    vc_key,
    {{ function('stable_uuid') }}(vc_key) as id,
    name,
    canonical_name,
    domain,
    inferred_domain,
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from firm
