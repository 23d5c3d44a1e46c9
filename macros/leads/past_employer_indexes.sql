{% macro past_employer_indexes() -%}
    {#- Post-hook: what the two functions of leads read, in the order in which they read it; dbt's own setting knows neither
        the order of nulls nor `include`. -#}
    create index if not exists past_employers_by_company on {{ this }}
    (company_domain, linkedin_url) include (lead_company_domain);
    create index if not exists past_employers_by_company_and_end on {{ this }}
    (company_domain, end_date desc nulls last, linkedin_url) include (lead_company_domain);
{%- endmacro %}
