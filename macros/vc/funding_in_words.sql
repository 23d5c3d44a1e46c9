{% macro funding_in_words(text_value, dollars) -%}
    {#- What a text says was raised, where it is no amount in US dollars but a range or one in another currency, as sent; 0
        too, which says that nothing was. Null for any other text. -#}
    case
        when {{ dollars }} = 0 or {{ dollars }} is null and {{ function('money_range') }}({{ text_value }}) is not null
            then {{ text_value }}
    end
{%- endmacro %}
