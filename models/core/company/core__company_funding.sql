{#- What a source says of all that was raised: `range` as sent, `amount` in US dollars. -#}
{%- set stated = {
    'company_discovery': {'domain': 'domain', 'range': 'offer.total_funding_amount_range_usd'},
    'company_firmographics': {'domain': 'company_domain', 'range': 'offer.total_funding_amount_range_usd'},
    'crunchbase_portfolio_company': {
        'domain': 'domain', 'amount': 'offer.total_funding_amount_usd',
        'range': funding_in_words('offer.total_funding_amount', 'offer.total_funding_amount_usd')
    },
    'leadmagic_company_enrichment': {'domain': 'domain', 'amount': 'offer.total_funding'},
    'apollo_scrape': {'domain': 'domain', 'amount': 'offer.company_total_funding'}
} -%}
{%- set told = {
    'company_discovery': ['domain', 'total_funding_amount_range_usd'],
    'company_firmographics': ['company_domain', 'total_funding_amount_range_usd'],
    'crunchbase_portfolio_company': ['domain', 'total_funding_amount'],
    'leadmagic_company_enrichment': ['domain', 'total_funding'],
    'apollo_scrape': ['domain', 'company_total_funding'],
    'signal_news_fundraising': ['company_domain', 'funding_amount']
} -%}
{%- set plan = plan_window([
    'extracted__company_discovery', 'extracted__company_firmographics', 'extracted__crunchbase_portfolio_company',
    'extracted__leadmagic_company_enrichment', 'extracted__apollo_scrape', 'extracted__signal_news_fundraising'
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

-- More money than there is would be no amount.
stated (domain, source, raw_funding_range, raw_funding_amount, workflow_slug, record_id, observed_at) as (
    {% for source, says in stated.items() -%}
    select
        offer.{{ says.domain }},
        '{{ source }}',
        {{ says.range or 'null::text' }},
        {% if says.amount -%}
        case when {{ is_amount(says.amount) }} then ({{ says.amount }})::bigint end,
        {%- else -%}
        null::bigint,
        {%- endif %}
        offer.workflow_slug,
        offer.record_id,
        offer.observed_at
    from {{ ref('extracted__' ~ source) }} as offer
    inner join changed on offer.{{ says.domain }} = changed.domain
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
    where
        stated.raw_funding_amount is not null
        or stated.raw_funding_range is not null and no_value.raw_value is null
    order by stated.domain, stated.source, stated.observed_at desc, stated.record_id desc
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
        raw_funding_amount,
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
