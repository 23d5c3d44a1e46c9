{% macro is_branch(met) -%}
    {#- Predicate: the domain is a country's, and a name of the company says that it is the branch there ('Philips
        Electronics UK' of philips.co.uk). Of British companies the registered names are known, of which a group has many:
        unless one of them is the bare word, the company is one of the group. -#}
    (
        {{ function('top_level_rank') }}({{ met }}.company_domain) = 1
        and (
            ({{ met }}.company_domain like '%.uk' and not {{ has_bare_name(met) }})
            or exists (
                select 1
                from {{ ref('extracted__company_names') }} as known
                cross join lateral unnest(string_to_array(known.name_key, ' ')) as said (word)
                left join {{ ref('company_name_words') }} as place on said.word = place.word and place.role = 'place'
                left join {{ ref('countries') }} as country on said.word = lower(country.name)
                where
                    known.company_domain = {{ met }}.company_domain
                    and (place.word is not null or country.code is not null)
            )
        )
    )
{%- endmacro %}
