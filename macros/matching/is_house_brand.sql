{% macro is_house_brand(met) -%}
    {#- Predicate: three known names of the company are the brand and further words ('IBM Cloud', 'IBM Cognos', ...), or
        the company is an authority with a top level of its own. -#}
    (
        {{ met }}.company_domain like '%.gov' or {{ met }}.company_domain like '%.mil'
        or (
            select count(*) from {{ ref('extracted__company_names') }} as product
            where product.company_domain = {{ met }}.company_domain and product.name_kind = 'name'
                and {{ met }}.match_key = any({{ function('word_prefixes') }}(product.name_key))
                and replace(product.name_key, ' ', '') <> {{ met }}.match_key
        ) >= 3
    )
{%- endmacro %}
