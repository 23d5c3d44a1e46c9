{% macro survey_sources() -%}
    {#- What the model being built has read so far, as the database knows it. -#}
    {{- return(graph.get('survey', {}).get('positions', {}).get(model.name, {}) | list) -}}
{%- endmacro %}
