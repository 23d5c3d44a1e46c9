{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- A layer is a schema of exactly that name in every environment; environments differ by database. -#}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
