{% macro names_say_otherwise(met) -%}
    {#- Predicate: only the domain bears the word, and it is not of the usual ones: no name of the company begins with the
        word, though one is written in Latin letters. The first words of a customer's name need a .com always. -#}
    (
        {{ function('top_level_rank') }}({{ met }}.company_domain) > 0
        and (
            {{ met }}.customer_kind = 'prefix'
            or (
                split_part({{ met }}.company_domain, '.', -1) not in ('org', 'net', 'io', 'ai', 'co', 'dev')
                and not exists (
                    select 1 from {{ ref('extracted__company_match_keys') }} as brand
                    where brand.company_domain = {{ met }}.company_domain
                        and brand.match_key = {{ met }}.match_key and brand.key_kind = 'brand'
                )
                and exists (
                    select 1 from {{ ref('extracted__company_names') }} as known
                    where known.company_domain = {{ met }}.company_domain and known.name_key ~ '[a-z]'
                )
            )
        )
    )
{%- endmacro %}
