{% macro stated_confidence(value) -%}
    {#- How sure research says it is, high, medium or low in small letters; anything else, as a number, as sent. -#}
    coalesce({{ confidence_word(value) }}, {{ value }})
{%- endmacro %}
