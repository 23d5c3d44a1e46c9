{% macro postgres__scalar_function_body_sql() -%}
    {#- The database is left out of the names inside the body, so that a dump restores under another database name. -#}
    {%- set body = model.compiled_code | replace(adapter.quote(model.database) ~ '.', '') -%}
    {%- set language = model.config.get('meta', {}).get('language', 'sql') -%}
    $body$
{{ body }}
    $body$ LANGUAGE {{ language }}
    {%- for name, value in model.config.get('meta', {}).get('settings', {}).items() %}
    SET {{ name }} = '{{ value }}'
    {%- endfor %}
{%- endmacro %}
