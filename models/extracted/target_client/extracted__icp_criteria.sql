{%- set plan = plan_window(landed_sources('icp_criteria')) -%}

with keyed as (
    {{ research_of_client('icp_criteria', plan) }}
)

select
    {{ client_columns() }},
    {{ known_terms(function('term_list') ~ "(doc -> 'industries')", is_known_term('industries')) }} as industries,
    {{ country_names(function('term_list') ~ "(doc -> 'countries')") }} as countries,
    {% for name in ['employee_ranges', 'funding_stages'] -%}
    {{ known_terms(function('term_list') ~ "(doc -> '" ~ name ~ "')", is_known_term(name)) }} as {{ name }},
    {% endfor -%}
    {{ function('term_list') }}(doc -> 'job_titles') as job_titles,
    {{ known_terms(function('term_list') ~ "(doc -> 'seniorities')", is_known_term('seniorities')) }} as seniorities,
    {{ function('term_list') }}(doc -> 'job_functions') as job_functions,
    {{ text_of('doc', 'value_proposition') }} as value_proposition,
    {{ text_of('doc', 'core_benefit') }} as core_benefit,
    {{ text_of('doc', 'target_customer') }} as target_customer,
    {{ text_of('doc', 'key_differentiator') }} as key_differentiator,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
