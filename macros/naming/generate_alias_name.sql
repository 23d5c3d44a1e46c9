{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {#- `extracted__company_discovery` is the relation `company_discovery`: the layer is the schema already. -#}
    {%- if custom_alias_name -%}
        {{ custom_alias_name | trim }}
    {%- elif node.resource_type in ['model', 'snapshot'] -%}
        {{ node.name.split('__')[-1] }}
    {%- else -%}
        {{ node.name }}
    {%- endif -%}
{%- endmacro %}
