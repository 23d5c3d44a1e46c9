{% macro names_a_school(element) -%}
    {#- Predicate: an entry of a profile's education is an object and says at least where or what. -#}
    jsonb_typeof({{ element }}) = 'object' and coalesce(
        {{ text_of(element, 'school_name') }},
        {{ text_of(element, 'degree') }},
        {{ text_of(element, 'field_of_study') }}
    ) is not null
{%- endmacro %}
