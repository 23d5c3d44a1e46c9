{% macro is_coined_brand(met) -%}
    {#- Predicate: the brand cannot be spoken as a word (initials, 'usgs'; coined, 'jfrog'), so nobody else chose it by
        chance and what stands behind it is a part of the company. It is the label of a .com or of an authority, and no
        other known company's name is this word or begins with it. -#}
    (
        {{ is_coined_word(met ~ '.match_key') }}
        and {{ met }}.company_domain ~ '\.(?:com|gov|mil)$'
        and not exists (
            select 1 from {{ ref('extracted__company_match_keys') }} as other
            where other.match_key = {{ met }}.match_key and other.key_kind in ('name', 'begin')
                and other.company_domain <> {{ met }}.company_domain
        )
    )
{%- endmacro %}
