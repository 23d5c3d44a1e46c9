{% macro event_month(day, precision) -%}
    {#- When an event happened, as far as several reports of it agree: month, or year where no more is known. -#}
    case when {{ precision }} = 'year' then to_char({{ day }}, 'YYYY') else to_char({{ day }}, 'YYYY-MM') end
{%- endmacro %}
