with known as (
    select
        domain,
        source,
        updated_at
    from {{ ref('core__company_funding') }}
),

stated as (
    select
        'company_discovery' as source,
        domain,
        total_funding_amount_range_usd as raw_funding_range,
        workflow_slug,
        received_at,
        observed_at
    from {{ ref('extracted__company_discovery') }} as found
    where
        {{ is_compared('core.company_funding', 'extracted.company_discovery', 'found') }}
        and rejected_reason is null
    union all
    select
        'company_firmographics' as source,
        company_domain,
        total_funding_amount_range_usd,
        workflow_slug,
        received_at,
        observed_at
    from {{ ref('extracted__company_firmographics') }} as stated
    where
        {{ is_compared('core.company_funding', 'extracted.company_firmographics', 'stated') }}
        and rejected_reason is null
    union all
    select
        'crunchbase_portfolio_company' as source,
        domain,
        {{ funding_in_words('total_funding_amount', 'total_funding_amount_usd') }},
        workflow_slug,
        received_at,
        observed_at
    from {{ ref('extracted__crunchbase_portfolio_company') }} as worded
    where
        {{ is_compared('core.company_funding', 'extracted.crunchbase_portfolio_company', 'worded') }}
        and rejected_reason is null and domain is not null
),

expected as (
    select
        stated.source,
        stated.domain,
        stated.workflow_slug,
        stated.received_at,
        stated.observed_at
    from stated
    left join {{ ref('non_values') }} as no_value on lower(stated.raw_funding_range) = no_value.raw_value
    where stated.raw_funding_range is not null and no_value.raw_value is null
    union all
    select
        'signal_news_fundraising' as source,
        company_domain,
        workflow_slug,
        received_at,
        observed_at
    from {{ ref('extracted__signal_news_fundraising') }} as told
    where
        {{ is_compared('core.company_funding', 'extracted.signal_news_fundraising', 'told') }}
        and rejected_reason is null and event_kind = 'funding'
        and funding_currency = 'USD' and funding_amount is not null
    {% for source, amount in {
        'crunchbase_portfolio_company': 'total_funding_amount_usd', 'leadmagic_company_enrichment': 'total_funding',
        'apollo_scrape': 'company_total_funding'
    }.items() -%}
    union all
    select
        '{{ source }}' as source,
        domain,
        workflow_slug,
        received_at,
        observed_at
    from {{ ref('extracted__' ~ source) }} as counted
    where
        {{ is_compared('core.company_funding', 'extracted.' ~ source, 'counted') }}
        and rejected_reason is null and domain is not null and {{ is_amount(amount) }}
    {% endfor -%}
)

select
    'core.company_funding' as core_table,
    expected.workflow_slug,
    expected.domain as entity_key,
    'extracted.' || expected.source as extracted_table,
    min(expected.received_at) as since
from expected
left join known
    on
        expected.domain = known.domain
        and expected.source = known.source
        and expected.observed_at <= known.updated_at
where known.domain is null
group by expected.source, expected.workflow_slug, expected.domain
