{% macro lead_indexes() -%}
    {#- Post-hook: the indexes that the readers of leads need and dbt's own setting cannot say (partial ones). Each filter of
        the dashboard has one that also gives the order of its pages; the other filters follow the order, so that they are
        decided in the index, not by reading every row of the table that the first one leaves. Those of an earlier release
        are dropped. -#}
    {%- set filters = [
        'matched_job_function', 'matched_seniority', 'matched_industry', 'employee_range', 'person_country',
        'company_country'
    ] -%}
    {%- set orders = {
        'key': ['linkedin_url', 'company_domain'],
        'function_seniority': ['matched_job_function', 'matched_seniority', 'linkedin_url'],
        'function': ['matched_job_function', 'linkedin_url'],
        'seniority': ['matched_seniority', 'linkedin_url'],
        'industry': ['matched_industry', 'linkedin_url'],
        'employee_range': ['employee_range', 'linkedin_url'],
        'person_country': ['person_country', 'linkedin_url'],
        'company_country': ['company_country', 'linkedin_url'],
        'job_start': ['job_start_date desc', 'linkedin_url'],
        'promotion': ['promotion_date desc', 'linkedin_url']
    } -%}
    {%- for name, columns in orders.items() %}
    create index if not exists leads_in_order_by_{{ name }} on {{ this }}
    ({{ (columns + filters | reject('in', columns) | list) | join(', ') }}) where missing_fields = '{}';
    {%- endfor %}
    create index if not exists hidden_leads_by_missing_field on {{ this }} using gin (missing_fields)
    where missing_fields <> '{}';
    drop index if exists {{ this.schema }}.leads_in_order_by_page;
    {%- for name in ['page'] + orders | list %}
    drop index if exists {{ this.schema }}.visible_leads_by_{{ name }};
    {%- endfor %}
{%- endmacro %}
