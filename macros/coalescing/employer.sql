{% macro employer(domain, company) -%}
    {#- A company as macro is_same_employer compares it: json of its domain and name; null where neither is known. -#}
    nullif(
        jsonb_strip_nulls(jsonb_build_object('domain', {{ domain }}, 'company', {{ company }})),
        '{}'::jsonb
    )
{%- endmacro %}
