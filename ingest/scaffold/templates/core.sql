{%- set plan = plan_window(['extracted__$kind']) -%}
{%- set missing = absent({'domain': 'news.company_domain'}) -%}

-- A record that gives nothing but its key makes no row.
with changed as (
    select distinct company_domain
    from {{ ref('extracted__$kind') }} as news
    where
        rejected_reason is null and num_nonnulls($names) > 0
        and {{ is_news(plan, 'extracted__$kind', 'news', missing) }}
),

stated as (
    select record.*
    from {{ ref('extracted__$kind') }} as record
    inner join changed on record.company_domain = changed.company_domain
    where
        record.rejected_reason is null
        and num_nonnulls($record_names) > 0
),

newest as (
    select
        company_domain,
$newest
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at) as updated_at
    from stated
    group by company_domain
)

select
    company_domain as domain,
    {{ function('stable_uuid') }}(company_domain) as id,
$columns
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from newest
