{% macro title_spelling(title) -%}
    {#- A title as reference.job_title_spellings has it: no longer than an index takes. -#}
    left({{ title }}, 500)
{%- endmacro %}
