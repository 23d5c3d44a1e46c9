{% macro job_named(job) -%}
    {#- What makes two entries of one list of jobs the same job: company, title, start and end, read or not. -#}
    {{ job }}.company_domain, {{ job }}.company, {{ job }}.title, {{ job }}.start_date, {{ job }}.start_date_unread,
    {{ job }}.end_date, {{ job }}.end_date_unread, {{ job }}.is_current
{%- endmacro %}
