{% macro without_nobody(list) -%}
    {#- The texts of a json list without those that say that there is nothing; an empty list where there are none. -#}
    (
        select coalesce(jsonb_agg(listed.term order by listed.place), '[]'::jsonb)
        from jsonb_array_elements_text({{ list }}) with ordinality as listed (term, place)
        where not {{ is_nobody('listed.term') }}
    )
{%- endmacro %}
