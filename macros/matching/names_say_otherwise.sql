{% macro names_say_otherwise(met) -%}
    {#- Predicate: only the domain bears the word, and it is not of the usual ones. A .com is enough. Otherwise a name of
        the company begins with the word, or it is in another script and the word is no short one. Of the new top levels
        none will do, and the first words of a customer's name need a .com. -#}
    case {{ function('top_level_rank') }}({{ met }}.company_domain)
        when 0 then false
        when 2 then true
        else
            {{ met }}.customer_kind = 'prefix'
            or (
                split_part({{ met }}.company_domain, '.', -1) not in ('org', 'net', 'io', 'ai', 'co', 'dev')
                and not exists (
                    select 1 from {{ ref('extracted__company_match_keys') }} as brand
                    where brand.company_domain = {{ met }}.company_domain
                        and brand.match_key = {{ met }}.match_key and brand.key_kind = 'brand'
                )
                and (
                    length({{ met }}.match_key) < 5
                    or exists (
                        select 1 from {{ ref('extracted__company_names') }} as known
                        where known.company_domain = {{ met }}.company_domain and known.name_key ~ '[a-z]'
                    )
                )
            )
    end
{%- endmacro %}
