{% macro names_a_job(element) -%}
    {#- Predicate: an entry of a profile's experience is an object and says at least who or what. -#}
    jsonb_typeof({{ element }}) = 'object' and coalesce(
        {{ text_of(element, 'title') }},
        {{ text_of(element, 'company') }},
        {{ text_of(element, 'company_domain') }},
        {{ text_of(element, 'url') }}
    ) is not null
{%- endmacro %}
