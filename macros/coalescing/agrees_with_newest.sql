{% macro agrees_with_newest(columns) -%}
    {#- Predicate: a record contradicts the newest statement (macro newest_statement) in none of the columns. -#}
    {%- for column in columns -%}
    (lower({{ column }}) = lower(newest_{{ column }})) is not false{{ ' and ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
