{%- set plan = plan_window(['extracted__company_classification']) -%}

with changed as (
    select distinct news.domain
    from {{ ref('extracted__company_classification') }} as news
    where
        news.rejected_reason is null
        and coalesce(news.is_b2b, news.is_b2c) is not null
        and {{ is_news(plan, 'extracted__company_classification', 'news', absent(
            {'domain': 'news.domain'}, as_of='updated_at'
        )) }}
),

verdict as (
    select
        record.domain,
        {{ newest_value('is_b2b') }},
        {{ newest_value('is_b2c') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at) as updated_at
    from {{ ref('extracted__company_classification') }} as record
    inner join changed on record.domain = changed.domain
    where
        record.rejected_reason is null
        and coalesce(record.is_b2b, record.is_b2c) is not null
    group by record.domain
)

-- As long as one half is open, the model of the whole is unknown.
select
    domain,
    {{ function('stable_uuid') }}(domain) as id,
    is_b2b,
    is_b2c,
    case
        when is_b2b and is_b2c then 'Both'
        when is_b2b and not is_b2c then 'B2B'
        when is_b2c and not is_b2b then 'B2C'
    end as business_model,
    'company_classification' as source,
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from verdict
