{% macro job_indexes() -%}
    {#- Post-hook: jobs by company; dbt's own setting does not know `include`. Those of earlier releases, for questions that
        core.lead_past_employers answers now, are dropped. -#}
    create index if not exists jobs_by_company on {{ this }}
    (company_domain, linkedin_url) include (is_current);
    {%- for name in ['ended_jobs_by_company', 'jobs_by_company_and_end'] %}
    drop index if exists {{ this.schema }}.{{ name }};
    {%- endfor %}
{%- endmacro %}
