{% macro date_columns(object, key) -%}
    {#- Select-list: a date of a json object and how much of it is known, under the name of its key (rule N8). -#}
    {%- set stated = function('stated_date') ~ '(' ~ object ~ " -> '" ~ key ~ "')" -%}
    {{ function('parse_partial_date') }}({{ stated }}) as {{ key }},
    {{ function('partial_date_precision') }}({{ stated }}) as {{ key }}_precision
{%- endmacro %}
