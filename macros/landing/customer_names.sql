{% macro customer_names(value) -%}
    {#- Names in a comma-separated answer (rule N12), without words that mean that there is none. -#}
    array(
        select listed.name
        from unnest({{ function('split_customer_names') }}({{ value }})) with ordinality as listed (name, position)
        where not exists (
            select 1 from {{ ref('non_values') }} as word
            where word.raw_value = lower(listed.name) and word.meaning <> 'no numbers'
        )
        order by listed.position
    )
{%- endmacro %}
