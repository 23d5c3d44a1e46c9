{%- set plan = plan_window(landed_sources('vc_portfolio')) -%}
{%- set columns = {
    'name': ['company_name', 'vc_name'],
    'domain': ['domain', 'vc_domain'],
    'text': ['short_description', 'long_description'],
    'place': ['city', 'state'],
    'word': ['country', 'operating_status'],
    'date': ['founded_date', 'first_investment_date'],
    'size': ['employee_range'],
    'linkedin': ['linkedin_url'],
} -%}

with delivered as (
    {{ deliveries('vc_portfolio', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ function('clean_line') }}({{ text_of('cells.told', 'company_name') }}) as company_name,
        {{ function('clean_line') }}({{ text_of('doc', 'vc_name') }}) as vc_name,
        firm.vc_canonical,
        cells.told
    from delivered
    cross join
        lateral (
            select {{ without_placeholders('delivered.doc') }} as told limit 1
        ) as cells
    cross join lateral (
        select {{ vc_canonical(text_of('delivered.doc', 'vc_name')) }} as vc_canonical limit 1
    ) as firm
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
    vc_name,
    vc_canonical,
    {{ function('customer_key') }}(vc_canonical) as vc_key,
    {{ function('normalize_domain') }}({{ text_of('told', 'vc_domain') }}) as vc_domain,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('told', 'linkedin_url') }}) as linkedin_url,
    {{ text_of('told', 'short_description') }} as short_description,
    {{ text_of('told', 'long_description') }} as long_description,
    {{ function('clean_line') }}({{ text_of('told', 'city') }}) as city,
    {{ function('clean_line') }}({{ text_of('told', 'state') }}) as state,
    {{ function('clean_line') }}({{ text_of('told', 'country') }}) as country,
    {{ text_of('told', 'employee_range') }} as employee_range,
    {{ date_columns('told', 'founded_date') }},
    {{ date_columns('told', 'first_investment_date') }},
    {{ text_of('told', 'operating_status') }} as operating_status,
    coalesce(
        problem,
        -- A company without a known site is known by its name.
        case when company_name is null then {{ domain_problem('key_text', 'company') }} end,
        case when {{ columns_have_shifted('told', columns) }} then 'shifted_columns' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
