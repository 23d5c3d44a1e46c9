{% macro title_indexes() -%}
    {#- Post-hook: jobs by their title as reference.job_title_spellings has it. A table that stands gets the index too,
        which dbt's own setting would leave without it. -#}
    create index if not exists jobs_by_title on {{ this }} ({{ title_spelling('title') }});
{%- endmacro %}
