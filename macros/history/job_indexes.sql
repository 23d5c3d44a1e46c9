{% macro job_indexes() -%}
    {#- Post-hook: the indexes of jobs by company; dbt's own setting knows neither the order of nulls nor `include`. Each
        holds what one function of leads asks of a job, so that a deep page is decided in it, and no more: with the end
        in the first one the planner sorts all jobs of a company in place of reading the second one in its order. -#}
    create index if not exists jobs_by_company on {{ this }}
    (company_domain, linkedin_url) include (is_current);
    create index if not exists jobs_by_company_and_end on {{ this }}
    (company_domain, end_date desc nulls last, linkedin_url) include (id) where not is_current;
    drop index if exists {{ this.schema }}.ended_jobs_by_company;
{%- endmacro %}
