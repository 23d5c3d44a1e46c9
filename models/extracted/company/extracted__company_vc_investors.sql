{%- set plan = plan_window(['extracted__company_vc_investor_list']) -%}
{%- set missing = incomplete('parent.vcs_named', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with listed as (
    {{ news_of_parent(
        'extracted__company_vc_investor_list', 'company_vc_investor_list', 'company_domain', plan, missing
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
    listed.company_domain,
    {{ function('clean_line') }}({{ text_of('listed.doc', 'company_name') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('listed.doc', 'company_linkedin_url') }})
        as company_linkedin_url,
    {{ function('clean_line') }}({{ text_of('listed.doc', 'vc_og') }}) as vc_og,
    investor.vc_name,
    investor.vc_canonical,
    investor.vc_position,
    {{ generation(plan) }} as changed_in
from listed
cross join lateral ({{ investors_in('listed.doc', numbered_columns('vc_', range(1, 13))) }}) as investor
