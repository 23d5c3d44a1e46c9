{%- set plan = plan_window(['extracted__company_predictleads']) -%}

{{ technologies_in_use(
    'extracted__company_predictleads', plan, 'technology_title', first_seen='first_seen_at', last_seen='last_seen_at',
    attributes=['score', 'behind_firewall']
) }}
