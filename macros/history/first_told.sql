{% macro first_told(name) -%}
    {#- Value of an event out of its members: careers before dated signals before the rest, then the newest observation. -#}
    (array_agg({{ name }} order by level, observed_at desc, member_id) filter (where {{ name }} is not null))[1]
        as {{ name }}
{%- endmacro %}
