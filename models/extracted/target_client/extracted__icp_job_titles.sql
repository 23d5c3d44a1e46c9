{%- set plan = plan_window(landed_sources('icp_job_titles')) -%}

with keyed as (
    {{ research_of_client('icp_job_titles', plan) }}
)

select
    {{ client_columns() }},
    {{ text_of('doc', 'reasoning') }} as reasoning,
    {% for kind in ['primary', 'influencer', 'extended'] -%}
    {%- set sent = function('json_at') ~ "(doc, array['" ~ kind ~ "Titles', '" ~ kind ~ "_titles'])" %}
    {{ without_nobody(function('term_list') ~ '(' ~ sent ~ ')') }} as raw_{{ kind }}_titles,
    {{ without_nobody(function('title_list') ~ '(' ~ sent ~ ')') }} as {{ kind }}_titles,
    {% endfor -%}
    {{ source_cost_columns() }},
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
