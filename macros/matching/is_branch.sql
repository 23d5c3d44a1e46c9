{% macro is_branch(met) -%}
    {#- Predicate: the domain is a country's, and a name of the company says that it is the branch there ('Philips
        Electronics UK' of philips.co.uk). -#}
    (
        {{ function('top_level_rank') }}({{ met }}.company_domain) = 1
        and exists (
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
{%- endmacro %}
