{% macro investor_indexes() -%}
    {#- Post-hook: the indexes that leads at a portfolio need and dbt's own setting cannot say: investors by the domain that
        leads of the company have (an expression), and by name (a hash takes names of any length). -#}
    create index if not exists investors_by_company_of_leads on {{ this }}
    ((coalesce(alias_of, company_domain)), vc_key);
    create index if not exists investors_by_vc_name on {{ this }} using hash (vc_name);
{%- endmacro %}
