{% macro company_names(domain) -%}
    {#- Query: the domain of a company, and every other one that stands for it. -#}
    select {{ domain }} as domain
    union
    select alias.alias_domain
    from {{ ref('reference__company_domain_aliases') }} as alias
    where alias.domain = {{ domain }}
{%- endmacro %}
