{%- set plan = plan_window(landed_sources('icp_value_proposition')) -%}

with keyed as (
    {{ research_of_client('icp_value_proposition', plan) }}
)

select
    {{ client_columns() }},
    {{ unless_nobody(text_of('doc', 'valueProp')) }} as value_proposition,
    {{ unless_nobody(text_of('doc', 'coreBenefit')) }} as core_benefit,
    {{ unless_nobody(text_of('doc', 'targetCustomer')) }} as target_customer,
    {{ unless_nobody(text_of('doc', 'keyDifferentiator')) }} as key_differentiator,
    {{ text_of('doc', 'confidence') }} as confidence,
    {{ source_cost_columns() }},
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
