{% macro matched_title(answer, ruling, title) -%}
    {#- What is known of a title: an answer goes before rules, value by value; who has a function and no word of rank is
        an individual contributor. Selects from rows of job_title_lookup and job_title_rulings, null where none is. -#}
    coalesce({{ answer }}.cleaned_job_title, {{ function('clean_job_title') }}({{ title }})) as matched_cleaned_job_title,
    coalesce(
        {{ answer }}.job_function, {{ ruling }}.matched_job_function,
        case when {{ title }} is not null then 'Miscellaneous' end
    ) as matched_job_function,
    coalesce(
        {{ answer }}.seniority_level, {{ ruling }}.matched_seniority,
        case when {{ answer }}.job_function <> 'Miscellaneous' then 'Individual Contributor' end
    ) as matched_seniority
{%- endmacro %}
