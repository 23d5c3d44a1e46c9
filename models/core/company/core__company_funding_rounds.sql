{{ config(materialized='view') }}

with reported as (
    {{ funding_rounds() }}
),

-- A portfolio of Crunchbase says only which round was the last one.
latest as (
    select distinct on (portfolio.domain) portfolio.*
    from {{ ref('extracted__crunchbase_portfolio_company') }} as portfolio
    where
        portfolio.rejected_reason is null and portfolio.domain is not null and portfolio.last_funding_date is not null
    order by portfolio.domain, portfolio.observed_at desc, portfolio.record_id desc
),

-- So does Apollo.
latest_of_apollo as (
    select distinct on (scraped.domain) scraped.*
    from {{ ref('extracted__apollo_scrape') }} as scraped
    where scraped.rejected_reason is null and scraped.domain is not null and scraped.last_fund_raised_at is not null
    order by scraped.domain, scraped.observed_at desc, scraped.record_id desc
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
    case when announced_on is null then publish_date_precision else announced_on_precision end
        as funding_date_precision,
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
    'crunchbase_portfolio_company' as source,
    {{ function('stable_uuid') }}(domain || '|crunchbase_portfolio_company') as id,
    last_funding_date as funding_date,
    last_funding_date_precision as funding_date_precision,
    last_funding_type as funding_type,
    case when {{ is_amount('last_funding_amount_usd') }} then last_funding_amount_usd::bigint end as amount,
    case when {{ is_amount('last_funding_amount_usd') }} then 'USD' end as currency,
    null::jsonb as investors,
    null as url,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as created_at,
    observed_at as updated_at
from latest
union all
select
    domain,
    'apollo_scrape' as source,
    {{ function('stable_uuid') }}(domain || '|apollo_scrape') as id,
    last_fund_raised_at as funding_date,
    last_fund_raised_at_precision as funding_date_precision,
    company_latest_funding_type as funding_type,
    case when {{ is_amount('company_latest_funding_amount') }} then company_latest_funding_amount end as amount,
    case when {{ is_amount('company_latest_funding_amount') }} then 'USD' end as currency,
    null::jsonb as investors,
    null as url,
    workflow_slug as workflow_source,
    record_id as source_id,
    observed_at as created_at,
    observed_at as updated_at
from latest_of_apollo
