{% macro first_text_of(object, keys) -%}
    {#- Clean text under the first of several spellings of a key that holds any. -#}
    coalesce({% for key in keys %}{{ text_of(object, key) }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
