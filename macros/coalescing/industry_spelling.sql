{% macro industry_spelling(value) -%}
    {#- What counts in the name of an industry: 'Food & Beverages' is 'food and beverages' is 'FoodAndBeverages'. -#}
    translate(lower(replace({{ value }}, '&', ' and ')), E' \t-/,;.''', '')
{%- endmacro %}
