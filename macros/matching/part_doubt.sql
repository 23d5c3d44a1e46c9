{% macro part_doubt(met) -%}
    {#- What speaks against a match by a part of a name: the part is a place or a word that begins many names, or the words
        behind a brand are not known to belong to it. Null when nothing does. -#}
    case
        when exists (
            select 1 from {{ ref('company_name_words') }} as word
            where word.word = {{ met }}.match_key and word.role in ('place', 'too_general')
        ) then 'too_general'
        when {{ met }}.customer_kind <> 'prefix' then null
        when {{ met }}.company_kind = 'label' and {{ function('top_level_rank') }}({{ met }}.company_domain) > 0
            then 'not_the_known_name'
        when {{ has_unproven_words(met) }} then 'unproven_part'
    end
{%- endmacro %}
