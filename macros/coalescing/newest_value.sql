{% macro newest_value(name) -%}
    {#- Newest non-null value within a group; ties are broken by the delivery, never by the run. -#}
    (array_agg({{ name }} order by observed_at desc, record_id desc) filter (where {{ name }} is not null))[1] as {{ name }}
{%- endmacro %}
