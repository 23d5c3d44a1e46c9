{% macro different_jobs(profile) -%}
    {#- How many jobs the list of a profile (alias `profile`) names, those that are the same counted once. -#}
    (
        select count(distinct ({{ job_named('listed') }}))
        from {{ ref('extracted__person_experience') }} as listed
        where listed.entity_key = {{ profile }}.entity_key and listed.record_id = {{ profile }}.record_id
    )
{%- endmacro %}
