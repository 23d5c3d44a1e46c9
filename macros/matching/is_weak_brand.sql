{% macro is_weak_brand(met) -%}
    {#- Predicate: the first words of a customer's name may be no brand of this company: the domain is no .com, it has not
        three products of the brand, and no name of the company is the bare word, or the word and nothing but what describes
        a part of a company. -#}
    (
        {{ function('top_level_rank') }}({{ met }}.company_domain) > 0
        and not {{ has_bare_name(met) }}
        and not {{ is_house_brand(met) }}
        and not exists (
            select 1
            from {{ ref('extracted__company_names') }} as known
            where
                known.company_domain = {{ met }}.company_domain
                and starts_with(known.name_key, {{ met }}.match_key || ' ')
                and not exists (
                    select 1
                    from unnest(string_to_array(substr(known.name_key, length({{ met }}.match_key) + 2), ' '))
                        as said (word)
                    left join {{ ref('company_name_words') }} as described
                        on said.word = described.word and described.role = 'descriptor'
                    where described.word is null
                )
        )
    )
{%- endmacro %}
