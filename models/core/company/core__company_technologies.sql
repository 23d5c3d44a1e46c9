{%- set plan = plan_window(['extracted__company_builtwith']) -%}

{{ technologies_in_use(
    'extracted__company_builtwith', plan, 'technology_name', first_seen='first_detected', last_seen='last_detected'
) }}
