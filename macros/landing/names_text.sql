{% macro names_text(object, key) -%}
    {#- An answer that names customers, as text; a JSON array as the text of one. -#}
    coalesce(
        {{ text_of(object, key) }},
        case when jsonb_typeof({{ object }} -> '{{ key }}') = 'array' then {{ object }} ->> '{{ key }}' end
    )
{%- endmacro %}
