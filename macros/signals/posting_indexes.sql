{% macro posting_indexes() -%}
    {#- Post-hook: what job boards select by, in the order of their pages. A table that stands gets the index too, which
        dbt's own setting would leave without it. -#}
    create index if not exists postings_by_function on {{ this }} (job_function, posted_at desc);
{%- endmacro %}
