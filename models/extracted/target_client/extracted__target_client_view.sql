{%- set plan = plan_window(landed_sources('target_client_view')) -%}

with keyed as (
    {{ research_of_client('target_client_view', plan) }}
)

select
    {{ client_columns() }},
    {{ text_of('doc', 'slug') }} as slug_sent,
    {{ function('slug_of_text') }}({{ text_of('doc', 'slug') }}) as slug_requested,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
