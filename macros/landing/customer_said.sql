{% macro customer_said(element) -%}
    {#- Name of a customer in a list of research, however its key is spelled. -#}
    {{ first_text_of(element, ['companyName', 'company_name', 'customerName', 'customer_name', 'name']) }}
{%- endmacro %}
