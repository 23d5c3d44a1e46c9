{% macro is_coined_brand(met) -%}
    {#- Predicate: the brand cannot be spoken as a word (initials, 'usgs'; coined, 'jfrog'), so nobody else chose it by
        chance and what stands behind it is a part of the company. It is the label of a .com or of an authority, and no
        other known company's name is this word or begins with it. -#}
    (
        {{ met }}.match_key ~ '^[a-z]{3,8}$'
        and not {{ function('is_pronounceable') }}({{ met }}.match_key)
        and {{ met }}.company_domain ~ '\.(?:com|gov|mil)$'
        and not {{ is_begun_elsewhere(met) }}
    )
{%- endmacro %}
