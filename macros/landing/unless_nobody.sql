{% macro unless_nobody(text) -%}
    {#- A text as sent; null where it says that there is nothing ('N/A', 'Unknown'). -#}
    case when not {{ is_nobody(text) }} then {{ text }} end
{%- endmacro %}
