{% macro first_listed(name) -%}
    {#- An element that a list holds twice is one row: the first value that is not null, in the order of the list. -#}
    (array_agg({{ name }} order by position) filter (where {{ name }} is not null))[1] as {{ name }}
{%- endmacro %}
