{% macro has_bare_name(met) -%}
    {#- Predicate: a name of the company is just the key, with nothing behind it. -#}
    exists (
        select 1 from {{ ref('extracted__company_match_keys') }} as bare
        where bare.company_domain = {{ met }}.company_domain
            and bare.match_key = {{ met }}.match_key and bare.key_kind = 'name'
    )
{%- endmacro %}
