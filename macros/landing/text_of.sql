{% macro text_of(object, key) -%}
    {#- One value of a json object as clean text: missing, null, '' and 'null' are one thing (rule N1). -#}
    {{ function('json_text') }}({{ object }} -> '{{ key }}')
{%- endmacro %}
