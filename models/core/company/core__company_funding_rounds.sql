{{ config(materialized='view') }}
{#- Who says only which round was the last one: a portfolio of Crunchbase, and Apollo. -#}
{%- set latest = {
    'crunchbase_portfolio_company': {
        'day': 'last_funding_date', 'type': 'last_funding_type', 'amount': 'last_funding_amount_usd'
    },
    'apollo_scrape': {
        'day': 'last_fund_raised_at', 'type': 'company_latest_funding_type', 'amount': 'company_latest_funding_amount'
    }
} -%}

with reported as (
    {{ funding_rounds() }}
),

-- The newest record that dates its last round says which one it was; what it leaves out, older ones of that day fill.
latest (
    domain, source, funding_date, funding_date_precision, funding_type, amount, workflow_slug, record_id, observed_at
) as (
    {% for source, says in latest.items() -%}
    select
        domain,
        '{{ source }}',
        {{ says.day }},
        (array_agg({{ says.day }}_precision order by observed_at desc, record_id desc))[1],
        {{ newest_value(says.type) }},
        {{ newest_value(says.amount, is_amount(says.amount)) }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at)
    from (
        select
            record.*,
            first_value(record.{{ says.day }}) over (
                partition by record.domain order by record.observed_at desc, record.record_id desc
            ) as last_day
        from {{ ref('extracted__' ~ source) }} as record
        where record.rejected_reason is null and record.domain is not null and record.{{ says.day }} is not null
    ) as dated
    where {{ says.day }} = last_day
    group by domain, {{ says.day }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select
    company_domain as domain,
    'signal_news_fundraising' as source,
    {{ function('stable_uuid') }}(
        concat_ws(
            '|', company_domain, 'signal_news_fundraising', funding_currency, funding_amount,
            to_char(funded_on, 'YYYY-MM')
        )
    ) as id,
    funded_on as funding_date,
    funded_on_precision as funding_date_precision,
    round_type as funding_type,
    funding_amount as amount,
    funding_currency as currency,
    investors,
    news_url as url,
    workflow_slug as workflow_source,
    record_id as source_id,
    first_reported_at as created_at,
    observed_at as updated_at
from reported
union all
select
    domain,
    source,
    {{ function('stable_uuid') }}(domain || '|' || source) as id,
    funding_date,
    funding_date_precision,
    funding_type,
    amount::bigint as amount,
    case when amount is not null then 'USD' end as currency,
    null::jsonb as investors,
    null as url,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as created_at,
    observed_at as updated_at
from latest
