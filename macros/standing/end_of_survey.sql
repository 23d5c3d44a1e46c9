{% macro end_of_survey() -%}
    {#- On-run-end: takes the survey out of the graph, which may be kept for another run. -#}
    {%- do graph.pop('survey', none) -%}
{%- endmacro %}
