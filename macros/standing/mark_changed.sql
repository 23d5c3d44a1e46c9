{% macro mark_changed() -%}
    {#- Notes for the rest of this run that the node being built is made anew. -#}
    {%- if 'survey' in graph -%}{%- do graph.survey.changed.update({model.unique_id: true}) -%}{%- endif -%}
{%- endmacro %}
