{% macro is_bare_brand(met) -%}
    {#- Predicate: the company's name is just the label of its .com, and no other known company's name begins with it:
        'Salad Technologies' is salad.com then. -#}
    (
        {{ met }}.company_kind = 'brand' and length({{ met }}.match_key) >= 4
        and {{ met }}.company_domain like '%.com'
        and {{ has_bare_name(met) }} and not {{ is_begun_elsewhere(met) }}
    )
{%- endmacro %}
