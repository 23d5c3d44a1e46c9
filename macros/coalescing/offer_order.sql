{% macro offer_order() -%}
    {#- Which of two offers for one attribute wins: the better source, then the newer observation, then a tie-break that
        depends on the delivery alone. -#}
    priority, observed_at desc, record_id desc, value desc
{%- endmacro %}
