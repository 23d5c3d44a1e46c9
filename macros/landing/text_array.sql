{% macro text_array(values) -%}
    {#- A list of plain words as a PostgreSQL array literal; empty lists keep their type. -#}
    array[{% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %}]::text[]
{%- endmacro %}
