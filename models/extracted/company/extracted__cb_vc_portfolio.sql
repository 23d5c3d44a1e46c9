{%- set plan = plan_window(['extracted__crunchbase_portfolio_company']) -%}
{%- set missing = incomplete('parent.vcs_named', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with listed as (
    {{ news_of_parent(
        'extracted__crunchbase_portfolio_company', 'crunchbase_portfolio_company', 'domain', plan, missing
    ) }}
)

select
    listed.entity_key,
    listed.record_id,
    investor.vc_key,
    listed.payload_id,
    listed.workflow_slug,
    listed.received_at,
    listed.observed_at,
    listed.domain,
    {{ function('clean_line') }}({{ text_of('cells.told', 'company_name') }}) as company_name,
    {{ crunchbase_company_columns('cells.told') }},
    investor.vc_name,
    investor.vc_canonical,
    investor.vc_position,
    {{ generation(plan) }} as changed_in
from listed
cross join lateral (select {{ without_placeholders('listed.doc') }} as told limit 1) as cells
cross join lateral ({{ investors_in('cells.told', numbered_columns('vc', range(0, 13))) }}) as investor
