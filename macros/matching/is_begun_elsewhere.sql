{% macro is_begun_elsewhere(met) -%}
    {#- Predicate: the name of another known company is the key, or begins with it. -#}
    exists (
        select 1 from {{ ref('extracted__company_match_keys') }} as other
        where other.match_key = {{ met }}.match_key and other.key_kind in ('name', 'begin')
            and other.company_domain <> {{ met }}.company_domain
    )
{%- endmacro %}
