{% macro known_industry_spellings() -%}
    {#- Query: every spelling (macro industry_spelling) under which an industry is known, former names included. For models
        of extracted, which read seeds; others have reference.industry_spellings. -#}
    select {{ industry_spelling('listed.name') }} as spelling from {{ ref('industries') }} as listed
    union all
    select {{ industry_spelling('renamed.alias') }} from {{ ref('industry_aliases') }} as renamed
{%- endmacro %}
