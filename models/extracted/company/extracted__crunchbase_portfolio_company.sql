{%- set plan = plan_window(landed_sources('crunchbase_portfolio_company')) -%}
{%- set cells = numbered_columns('vc', range(0, 13)) -%}
{%- set columns = {
    'name': ['company_name'] + cells.keys() | list,
    'domain': ['domain'],
    'text': ['short_description'],
    'place': ['city', 'state'],
    'word': [
        'country', 'operating_status', 'funding_status', 'last_funding_type', 'last_equity_funding_type'
    ],
    'date': ['founded_date', 'last_funding_date', 'last_leadership_hiring_date'],
    'amount': [
        'last_funding_amount', 'total_funding_amount', 'total_equity_funding_amount', 'estimated_revenue_range'
    ],
    'size': ['employee_range'],
    'linkedin': ['company_linkedin_url'],
} -%}

with delivered as (
    {{ deliveries('crunchbase_portfolio_company', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ function('clean_line') }}({{ text_of('cells.told', 'company_name') }}) as company_name,
        cells.told
    from delivered
    cross join lateral (
        select {{ without_placeholders('delivered.doc') }} as told limit 1
    ) as cells
),

keyed as (
    {{ with_company_domain('parsed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    case when junk_kind is null then company_domain end as domain,
    company_name,
    {{ crunchbase_company_columns('told') }},
    {{ dollars(text_of('told', 'last_funding_amount')) }} as last_funding_amount_usd,
    {{ dollars(text_of('told', 'total_funding_amount')) }} as total_funding_amount_usd,
    {{ dollars(text_of('told', 'total_equity_funding_amount')) }} as total_equity_funding_amount_usd,
    (
        select count(*)::integer from ({{ investors_in('keyed.told', cells) }}) as investor
    ) as vcs_named,
    coalesce(
        problem,
        -- A company without a known site is known by its name.
        case when company_name is null then {{ domain_problem('key_text', 'company') }} end,
        case when {{ columns_have_shifted('told', columns) }} then 'shifted_columns' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
