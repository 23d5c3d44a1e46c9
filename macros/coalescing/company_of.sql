{% macro company_of(domain) -%}
    {#- The domain under which core keeps the company that a domain names, after join_company(domain). -#}
    coalesce(company_alias.domain, {{ domain }})
{%- endmacro %}
