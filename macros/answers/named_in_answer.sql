{% macro named_in_answer(answer, key) -%}
    {#- The texts of a list at the top of an answer, with places behind all that entries of the answer have. -#}
    select
        {{ function('clean_line') }}({{ function('json_text') }}(named.element)),
        1000000 + named.place
    from jsonb_array_elements({{ function('text_list') }}({{ answer }} -> '{{ key }}'))
        with ordinality as named (element, place)
{%- endmacro %}
