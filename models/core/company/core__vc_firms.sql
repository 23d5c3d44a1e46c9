{%- set plan = plan_window(['extracted__vc_domain']) -%}

with changed as (
    select distinct news.vc_key
    from {{ ref('extracted__vc_domain') }} as news
    where
        news.rejected_reason is null
        and {{ is_news(plan, 'extracted__vc_domain', 'news', absent({'vc_key': 'news.vc_key'})) }}
),

-- What somebody states and what a model guesses stay apart: a guess is never a fact (lesson 18).
said as (
    select
        record.vc_key,
        record.vc_name as name,
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

firm as (
    select
        vc_key,
        {{ newest_value('name') }},
        {{ newest_value('canonical_name') }},
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
