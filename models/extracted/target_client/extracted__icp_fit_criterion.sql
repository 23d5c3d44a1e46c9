{%- set plan = plan_window(landed_sources('icp_fit_criterion')) -%}
{%- set lists = {
    'qualifying_signals': 'qualifyingSignals', 'disqualifying_signals': 'disqualifyingSignals',
    'ideal_company_attributes': 'idealCompanyAttributes', 'minimum_requirements': 'minimumRequirements'
} -%}

with keyed as (
    {{ research_of_client('icp_fit_criterion', plan) }}
)

select
    {{ client_columns() }},
    {{ text_of('doc', 'reasoning') }} as reasoning,
    {{ unless_nobody(text_of('doc', 'primaryCriterion')) }} as primary_criterion,
    {{ unless_nobody(text_of('doc', 'criterionType')) }} as criterion_type,
    {% for name, key in lists.items() -%}
    coalesce(
        -- What the list says in objects has no other form.
        nullif({{ function('json_object') }}(doc -> '{{ key }}'), '{}'::jsonb),
        case
            when jsonb_path_exists({{ function('json_array') }}(doc -> '{{ key }}'), '$[*] ? (@.type() == "object")')
                then {{ function('json_array') }}(doc -> '{{ key }}')
        end,
        {{ function('term_list') }}(doc -> '{{ key }}'),
        '[]'::jsonb
    ) as {{ name }},
    {% endfor -%}
    {{ source_cost_columns() }},
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
