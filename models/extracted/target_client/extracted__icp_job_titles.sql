{%- set plan = plan_window(landed_sources('icp_job_titles')) -%}

with keyed as (
    {{ research_of_client('icp_job_titles', plan) }}
)

select
    {{ client_columns() }},
    {{ text_of('doc', 'reasoning') }} as reasoning,
    {% for kind in ['primary', 'influencer', 'extended'] -%}
    {{ without_nobody(function('term_list') ~ "(doc -> '" ~ kind ~ "Titles')") }} as raw_{{ kind }}_titles,
    {{ without_nobody(function('title_list') ~ "(doc -> '" ~ kind ~ "Titles')") }} as {{ kind }}_titles,
    {% endfor -%}
    {{ source_cost_columns() }},
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
