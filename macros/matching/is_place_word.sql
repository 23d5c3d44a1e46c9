{% macro is_place_word(word) -%}
    {#- Predicate: the folded word is a country, a part of the world, or a kind of institution. Behind a brand it makes the
        name that of a branch, or of somebody else who bears the same word ('Macquarie University'). -#}
    (
        exists (
            select 1 from {{ ref('countries') }} as place
            where {{ word }} in (lower(place.name), lower(place.code), replace(lower(place.code), 'gb', 'uk'))
        )
        or exists (
            select 1 from {{ ref('company_name_words') }} as place
            where place.word = {{ word }} and place.role in ('place', 'region', 'institution')
        )
    )
{%- endmacro %}
