{%- set plan = plan_window(['extracted__ads_check']) -%}
{%- set missing = absent({'domain': 'news.domain', 'platform': 'news.platform'}, as_of='updated_at') -%}

with changed as (
    select distinct
        domain,
        platform
    from {{ ref('extracted__ads_check') }} as news
    where rejected_reason is null and {{ is_news(plan, 'extracted__ads_check', 'news', missing) }}
),

checked as (
    select every_check.*
    from {{ ref('extracted__ads_check') }} as every_check
    inner join changed on every_check.domain = changed.domain and every_check.platform = changed.platform
    where every_check.rejected_reason is null
),

company as (
    select
        domain,
        platform,
        {{ newest_value('is_running_ads') }},
        {{ newest_value('ad_count') }},
        {{ newest_value('page_id') }},
        {{ newest_value('advertiser_id') }},
        {{ newest_value('platforms') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(observed_at) as created_at,
        max(observed_at) as last_checked_at
    from checked
    group by domain, platform
)

select
    domain,
    platform,
    {{ function('stable_uuid') }}(domain || '|' || platform) as id,
    is_running_ads,
    ad_count,
    page_id,
    advertiser_id,
    platforms,
    last_checked_at,
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    last_checked_at as updated_at
from company
