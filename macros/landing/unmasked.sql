{% macro unmasked(name) -%}
    {#- A name, unless its provider hides a part of it ('Hu***n'): then there is none. -#}
    case when {{ name }} not like '%**%' then {{ name }} end
{%- endmacro %}
