{% macro postgres__scalar_function_body_sql() -%}
    {#- The database is left out of the names inside the body, so that a dump restores under another database name. What
        says nothing of null is not called for it: most keys of a body are missing, and a call costs more than a look.
        A function in SQL stays without STRICT, which could keep it from being inlined. -#}
    {%- set body = model.compiled_code | replace(adapter.quote(model.database) ~ '.', '') -%}
    {%- set language = model.config.get('meta', {}).get('language', 'sql') -%}
    $body$
{{ body }}
    $body$ LANGUAGE {{ language }}
    {%- if language == 'plpgsql' and model.arguments | length == 1 %} STRICT{% endif %}
    {%- for name, value in model.config.get('meta', {}).get('settings', {}).items() %}
    SET {{ name }} = '{{ value }}'
    {%- endfor %}
{%- endmacro %}
