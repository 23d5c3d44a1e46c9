{%- set plan = plan_window(landed_sources('company_vc_investor_list')) -%}
{%- set cells = numbered_columns('vc_', range(1, 13)) -%}

with delivered as (
    {{ deliveries('company_vc_investor_list', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ function('clean_line') }}({{ text_of('doc', 'company_name') }}) as company_name
    from delivered
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
    case when junk_kind is null then company_domain end as company_domain,
    company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'company_linkedin_url') }})
        as company_linkedin_url,
    {{ function('clean_line') }}({{ text_of('doc', 'vc_og') }}) as vc_og,
    (
        select count(*)::integer from ({{ investors_in('keyed.doc', cells) }}) as investor
    ) as vcs_named,
    coalesce(
        problem,
        -- A company without a known site is known by its name.
        case when company_name is null then {{ domain_problem('key_text', 'company') }} end,
        case when {{ columns_have_shifted('doc', {'name': cells.keys()}) }} then 'shifted_columns' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
