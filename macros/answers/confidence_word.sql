{% macro confidence_word(value) -%}
    {#- How sure a model says it is: high, medium or low, in any case; null for any other word. -#}
    case when lower({{ value }}) in ('high', 'medium', 'low') then lower({{ value }}) end
{%- endmacro %}
