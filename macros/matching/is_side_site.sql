{% macro is_side_site(met) -%}
    {#- Predicate: the domain is a site beside the company's own (for applicants, for investors) and the name does not
        say so. -#}
    exists (
        select 1 from {{ ref('side_site_words') }} as side
        where
            (side.place = 'start' and starts_with({{ met }}.label, side.word)
                and not starts_with({{ met }}.match_key, side.word))
            or (side.place = 'end' and {{ met }}.label like '%_' || side.word
                and {{ met }}.match_key not like '%_' || side.word)
            or (side.place = 'top_level' and {{ met }}.company_domain like '%.' || side.word
                and {{ met }}.rule <> 'domain')
    )
{%- endmacro %}
