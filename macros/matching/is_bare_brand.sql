{% macro is_bare_brand(met) -%}
    {#- Predicate: a name of the company is just the label of its .com, and no other known company's name is this word or
        begins with it, so that 'Acme Technologies' is Acme of acme.com. -#}
    (
        {{ met }}.company_kind = 'brand' and length({{ met }}.match_key) >= 4
        and {{ met }}.company_domain like '%.com'
        and {{ has_bare_name(met) }} and not {{ is_begun_elsewhere(met) }}
    )
{%- endmacro %}
