{% macro has_unproven_words(met) -%}
    {#- Predicate: behind the brand stands a word that neither describes a part of a company nor occurs in a name of it nor
        is its country. A brand with three known products, and an authority, may name anything but another country; a
        brand that is no word anything but a place or an institution. -#}
    exists (
        select 1
        from unnest({{ met }}.rest) as said (word)
        left join {{ ref('countries') }} as country
            on said.word in (lower(country.name), lower(country.code), replace(lower(country.code), 'gb', 'uk'))
        where
            not exists (
                select 1 from {{ ref('company_name_words') }} as described
                where described.word = said.word and described.role in ('descriptor', 'unit')
            )
            and lower(country.code)
                is distinct from replace(split_part({{ met }}.company_domain, '.', -1), 'uk', 'gb')
            and (
                {{ met }}.company_kind = 'label'
                or not exists (
                    select 1 from {{ ref('extracted__company_names') }} as known
                    where known.company_domain = {{ met }}.company_domain
                        and ' ' || known.name_key || ' ' like '% ' || said.word || ' %'
                )
                and (country.code is not null or not {{ is_house_brand(met) }})
            )
            and (
                country.code is not null
                or exists (
                    select 1 from {{ ref('company_name_words') }} as place
                    where place.word = said.word and place.role in ('place', 'region', 'institution')
                )
                or not {{ is_coined_brand(met) }}
            )
    )
{%- endmacro %}
