{% macro returned_rows(model_name) -%}
    {#- What a function returns that answers with rows of a model: the model's columns, as its YAML lists them. -#}
    {%- set found = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', model_name) | list -%}
    {%- if not found -%}
        {%- do exceptions.raise_compiler_error('Function ' ~ model.name ~ ' returns rows of no model: ' ~ model_name) -%}
    {%- endif -%}
    TABLE (
        {%- for column in found[0].columns.values() %}
        {{ column.name }} {{ column.data_type }}{{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
