{%- set plan = plan_window([
    'extracted__company_discovery', 'extracted__company_firmographics', 'extracted__signal_news_fundraising'
]) -%}

with changed as (
    select domain
    from {{ ref('extracted__company_discovery') }} as news
    where
        rejected_reason is null and total_funding_amount_range_usd is not null
        and {{ is_news(plan, 'extracted__company_discovery', 'news', absent({
            'domain': 'news.domain', 'source': "'company_discovery'"
        })) }}
    union
    select company_domain
    from {{ ref('extracted__company_firmographics') }} as news
    where
        rejected_reason is null and total_funding_amount_range_usd is not null
        and {{ is_news(
            plan, 'extracted__company_firmographics', 'news', absent({
            'domain': 'news.company_domain', 'source': "'company_firmographics'"
        })
        ) }}
    union
    select company_domain
    from {{ ref('extracted__signal_news_fundraising') }} as news
    where
        rejected_reason is null and funding_amount is not null
        and {{ is_news(
            plan, 'extracted__signal_news_fundraising', 'news',
            absent({
            'domain': 'news.company_domain', 'source': "'signal_news_fundraising'"
        })
        ) }}
),

stated as (
    select
        offer.domain,
        'company_discovery' as source,
        offer.total_funding_amount_range_usd as raw_funding_range,
        offer.workflow_slug,
        offer.record_id,
        offer.observed_at
    from {{ ref('extracted__company_discovery') }} as offer
    inner join changed on offer.domain = changed.domain
    where offer.rejected_reason is null
    union all
    select
        offer.company_domain,
        'company_firmographics' as source,
        offer.total_funding_amount_range_usd,
        offer.workflow_slug,
        offer.record_id,
        offer.observed_at
    from {{ ref('extracted__company_firmographics') }} as offer
    inner join changed on offer.company_domain = changed.domain
    where offer.rejected_reason is null
),

newest_stated as (
    select distinct on (stated.domain, stated.source) stated.*
    from stated
    left join {{ ref('non_values') }} as no_value on lower(stated.raw_funding_range) = no_value.raw_value
    where stated.raw_funding_range is not null and no_value.raw_value is null
    order by stated.domain, stated.source, stated.observed_at desc, stated.record_id desc
),

-- One round is reported by several articles: equal amounts of one company in one month are one round.
round as (
    select distinct on (
        news.company_domain, news.funding_amount, date_trunc('month', coalesce(news.announced_on, news.publish_date))
    ) news.*
    from {{ ref('extracted__signal_news_fundraising') }} as news
    inner join changed on news.company_domain = changed.domain
    where
        news.rejected_reason is null and news.event_kind = 'funding' and news.funding_currency = 'USD'
        and news.funding_amount is not null
    order by
        news.company_domain, news.funding_amount, date_trunc('month', coalesce(news.announced_on, news.publish_date)),
        news.observed_at desc, news.record_id desc
),

raised as (
    select
        company_domain as domain,
        'signal_news_fundraising' as source,
        sum(funding_amount)::bigint as raw_funding_amount,
        count(*)::integer as funding_rounds,
        max(coalesce(announced_on, publish_date)) as last_funded_on,
        (array_agg(workflow_slug order by observed_at desc, record_id desc))[1] as workflow_slug,
        (array_agg(record_id order by observed_at desc, record_id desc))[1] as record_id,
        max(observed_at) as observed_at
    from round
    group by company_domain
),

every_source as (
    select
        domain,
        source,
        raw_funding_range,
        null::bigint as raw_funding_amount,
        null::integer as funding_rounds,
        null::date as last_funded_on,
        workflow_slug,
        record_id,
        observed_at
    from newest_stated
    union all
    select
        domain,
        source,
        null as raw_funding_range,
        raw_funding_amount,
        funding_rounds,
        last_funded_on,
        workflow_slug,
        record_id,
        observed_at
    from raised
)

select
    domain,
    source,
    {{ function('stable_uuid') }}(domain || '|' || source) as id,
    raw_funding_range,
    raw_funding_amount,
    {{ money_bucket('funding', 'every_source.raw_funding_range', 'every_source.raw_funding_amount') }}
        as matched_funding_range,
    funding_rounds,
    last_funded_on,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as updated_at
from every_source
