{% macro newest_of_deliveries(column) -%}
    {#- Aggregate: the value of a column in the delivery that was received last; it may be null. -#}
    (array_agg({{ column }} order by last_received_at desc, record_id desc))[1]
{%- endmacro %}
