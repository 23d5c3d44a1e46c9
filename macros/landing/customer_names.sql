{% macro customer_names(value) -%}
    {#- Names in a comma-separated answer (rule N12), without words that mean that there is none. -#}
    array(
        select listed.name
        from unnest({{ function('split_customer_names') }}({{ value }})) with ordinality as listed (name, position)
        where not {{ is_nobody('listed.name') }}
        order by listed.position
    )
{%- endmacro %}
