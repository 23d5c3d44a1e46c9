{% macro investor_indexes() -%}
    {#- Post-hook: investors by the domain that leads of the company have; dbt's own setting knows no expressions. -#}
    create index if not exists investors_by_company_of_leads on {{ this }}
    ((coalesce(alias_of, company_domain)), vc_key);
{%- endmacro %}
