{% macro job_indexes() -%}
    {#- Post-hook: the indexes of jobs by company. Both hold all that the functions of leads ask of a job, so that a
        deep page is decided in them and not by reading the table; dbt's own setting knows neither the order of nulls nor
        `include`. -#}
    create index if not exists jobs_by_company on {{ this }}
    (company_domain, linkedin_url) include (is_current, end_date, id);
    create index if not exists jobs_by_company_and_end on {{ this }}
    (company_domain, end_date desc nulls last, linkedin_url) include (id) where not is_current;
    drop index if exists {{ this.schema }}.ended_jobs_by_company;
{%- endmacro %}
