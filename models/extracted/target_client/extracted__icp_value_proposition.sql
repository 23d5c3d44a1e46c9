{%- set plan = plan_window(landed_sources('icp_value_proposition')) -%}

with keyed as (
    {{ research_of_client('icp_value_proposition', plan) }}
)

select
    {{ client_columns() }},
    {{ unless_nobody(first_text_of('doc', ['valueProp', 'value_prop', 'value_proposition', 'valueProposition'])) }}
        as value_proposition,
    {{ unless_nobody(first_text_of('doc', ['coreBenefit', 'core_benefit'])) }} as core_benefit,
    {{ unless_nobody(first_text_of('doc', ['targetCustomer', 'target_customer'])) }} as target_customer,
    {{ unless_nobody(first_text_of('doc', ['keyDifferentiator', 'key_differentiator'])) }} as key_differentiator,
    {{ stated_confidence(text_of('doc', 'confidence')) }} as confidence,
    {{ source_cost_columns() }},
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
