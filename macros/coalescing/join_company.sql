{% macro join_company(domain) -%}
    {#- Joins what is known of a domain of a company (`company_alias`), so that company_of(domain) can say whose it is. -#}
    left join {{ ref('reference__company_domain_aliases') }} as company_alias on {{ domain }} = company_alias.alias_domain
{%- endmacro %}
