{% macro survey_was_made() -%}
    {#- Whether this run has asked what stands. -#}
    {{- return('survey' in graph) -}}
{%- endmacro %}
