{% macro has_changed_in(name) -%}
    {#- Whether a model stamps its rows with the writing that changed them. -#}
    {%- set node = graph.nodes.get('model.' ~ project_name ~ '.' ~ name) if execute else none -%}
    {{- return(node is not none and node.config.materialized == 'incremental' and 'changed_in' in node.columns) -}}
{%- endmacro %}
