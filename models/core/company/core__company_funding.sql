{%- set told = {
    'company_discovery': ['domain', 'total_funding_amount_range_usd'],
    'company_firmographics': ['company_domain', 'total_funding_amount_range_usd'],
    'crunchbase_portfolio_company': ['domain', 'total_funding_amount_usd'],
    'signal_news_fundraising': ['company_domain', 'funding_amount'],
} -%}
{%- set plan = plan_window([
    'extracted__company_discovery', 'extracted__company_firmographics', 'extracted__crunchbase_portfolio_company',
    'extracted__signal_news_fundraising'
]) -%}

with changed (domain) as (
    {% for source, (domain, value) in told.items() -%}
    select news.{{ domain }}
    from {{ ref('extracted__' ~ source) }} as news
    where
        news.rejected_reason is null and news.{{ domain }} is not null and news.{{ value }} is not null
        and {{ is_news(plan, 'extracted__' ~ source, 'news', absent(
            {'domain': 'news.' ~ domain, 'source': "'" ~ source ~ "'"}, as_of='updated_at'
        )) }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

stated (domain, source, raw_funding_range, workflow_slug, record_id, observed_at) as (
    {% for source in ['company_discovery', 'company_firmographics'] -%}
    select
        offer.{{ told[source][0] }},
        '{{ source }}',
        offer.total_funding_amount_range_usd,
        offer.workflow_slug,
        offer.record_id,
        offer.observed_at
    from {{ ref('extracted__' ~ source) }} as offer
    inner join changed on offer.{{ told[source][0] }} = changed.domain
    where offer.rejected_reason is null
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

newest_stated as (
    select distinct on (stated.domain, stated.source)
        stated.*,
        min(stated.observed_at) over (partition by stated.domain, stated.source) as created_at
    from stated
    left join {{ ref('non_values') }} as no_value on lower(stated.raw_funding_range) = no_value.raw_value
    where stated.raw_funding_range is not null and no_value.raw_value is null
    order by stated.domain, stated.source, stated.observed_at desc, stated.record_id desc
),

-- What Crunchbase counts; more money than there is would be no amount.
counted as (
    select distinct on (offer.domain)
        offer.*,
        min(offer.observed_at) over (partition by offer.domain) as created_at
    from {{ ref('extracted__crunchbase_portfolio_company') }} as offer
    inner join changed on offer.domain = changed.domain
    where offer.rejected_reason is null and {{ is_amount('offer.total_funding_amount_usd') }}
    order by offer.domain, offer.observed_at desc, offer.record_id desc
),

round as (
    {{ funding_rounds('changed') }}
),

raised as (
    select
        company_domain as domain,
        'signal_news_fundraising' as source,
        sum(funding_amount)::bigint as raw_funding_amount,
        count(*)::integer as funding_rounds,
        max(funded_on) as last_funded_on,
        (array_agg(workflow_slug order by observed_at desc, record_id desc))[1] as workflow_slug,
        (array_agg(record_id order by observed_at desc, record_id desc))[1] as record_id,
        min(first_reported_at) as created_at,
        max(observed_at) as observed_at
    from round
    where funding_currency = 'USD'
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
        created_at,
        observed_at
    from newest_stated
    union all
    select
        domain,
        'crunchbase_portfolio_company' as source,
        null as raw_funding_range,
        total_funding_amount_usd::bigint as raw_funding_amount,
        null as funding_rounds,
        null as last_funded_on,
        workflow_slug,
        record_id,
        created_at,
        observed_at
    from counted
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
        created_at,
        observed_at
    from raised
)

select
    domain,
    source,
    {{ function('stable_uuid') }}(domain || '|' || source) as id,
    raw_funding_range,
    raw_funding_amount,
    coalesce(raw_funding_range, case when funding_rounds is null then raw_funding_amount::text end) as total_funding,
    {{ money_bucket('funding', 'every_source.raw_funding_range', 'every_source.raw_funding_amount') }}
        as matched_funding_range,
    funding_rounds,
    last_funded_on,
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    observed_at as updated_at
from every_source
