{% macro is_sole_brand(met) -%}
    {#- Predicate: the brand is this company's and of no other known one, so what stands behind it is a part of it. Either
        the brand is no word that could be spoken (initials, 'usgs'; coined, 'jfrog'), which nobody else chose by chance, at
        a .com or an authority's domain; or two names of the company go on behind it with different words, neither a place
        nor of the kind of Group ('Interserve Construction', 'Interserve Facilities Management'). -#}
    (
        not {{ is_begun_elsewhere(met) }}
        and (
            (
                {{ met }}.match_key ~ '^[a-z]{3,8}$'
                and not {{ function('is_pronounceable') }}({{ met }}.match_key)
                and {{ met }}.company_domain ~ '\.(?:com|gov|mil)$'
            )
            or (
                {{ met }}.company_kind = 'brand'
                and (
                    select count(distinct product.word)
                    from (
                        select (string_to_array(known.name_key, ' '))[begun.words + 1] as word
                        from {{ ref('extracted__company_names') }} as known
                        cross join lateral unnest({{ function('word_prefixes') }}(known.name_key)) with ordinality
                            as begun (prefix, words)
                        where known.company_domain = {{ met }}.company_domain and known.name_kind = 'name'
                            and begun.prefix = {{ met }}.match_key
                    ) as product
                    where {{ function('company_name_stem') }}('x ' || product.word) is null
                        and not {{ is_place_word('product.word') }}
                ) >= 2
            )
        )
    )
{%- endmacro %}
