{% macro match_doubt(met) -%}
    {#- What speaks against a candidate; null when nothing does. A part of a name may be a place or a word that begins many
        names; the words behind a brand may not belong to it; a domain may be that of a branch, or belong to a company of
        which no name says that it is meant. -#}
    case
        when {{ is_side_site(met) }} then 'side_site'
        when {{ met }}.rule in ('domain', 'name') then null
        when (
            {{ met }}.customer_kind in ('part', 'prefix') or {{ met }}.company_kind = 'part'
        ) and exists (
            select 1 from {{ ref('company_name_words') }} as word
            where word.word = {{ met }}.match_key and word.role in ('place', 'too_general')
        ) then 'too_general'
        when {{ met }}.rule in ('domain_label', 'brand') and {{ is_branch(met) }} then 'branch'
        when {{ met }}.company_kind = 'label' and {{ names_say_otherwise(met) }}
            and not ({{ met }}.rule = 'brand' and {{ is_coined_brand(met) }})
            then 'not_the_known_name'
        when {{ met }}.company_kind = 'short' and position({{ met }}.label in {{ met }}.match_key) = 0
            and not starts_with({{ met }}.label, {{ met }}.match_key)
            and {{ met }}.company_domain !~ '\.(?:edu|ac)(?:\.[a-z]{2})?$'
            then 'not_the_known_name'
        when {{ met }}.company_kind = 'brand' and {{ is_weak_brand(met) }} then 'not_the_known_name'
        when {{ met }}.rule = 'brand' and {{ has_unproven_words(met) }} then 'unproven_part'
        when {{ met }}.rule = 'unit' and not exists (
            select 1 from {{ ref('company_name_words') }} as unit
            where unit.word = {{ met }}.rest[1] and unit.role = 'unit'
        ) then 'unproven_part'
    end
{%- endmacro %}
