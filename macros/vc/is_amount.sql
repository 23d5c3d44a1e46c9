{% macro is_amount(value) -%}
    {#- Predicate: an amount of money that somebody can have raised, one to a thousand million millions. What is beyond fits no
        bigint or is no amount. -#}
    {{ value }} between 1 and 1000000000000000
{%- endmacro %}
