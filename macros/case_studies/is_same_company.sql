{% macro is_same_company(name, customer) -%}
    {#- Predicate: the company that a quoted person is given is the study's customer, or none is given: another
        company's people do not get the customer's domain. One name may be the other's beginning ('Acme',
        'Acme Europe'). -#}
    {%- set own_key = function('company_name_key') ~ '(' ~ name ~ ')' -%}
    {%- set customer_key = function('company_name_key') ~ '(' ~ customer ~ ')' -%}
    (
        {{ name }} is null
        or ({{ own_key }} || ' ') like ({{ customer_key }} || ' %')
        or ({{ customer_key }} || ' ') like ({{ own_key }} || ' %')
    )
{%- endmacro %}
