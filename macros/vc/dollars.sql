{% macro dollars(value) -%}
    {#- An amount in US dollars: its currency is theirs, or not named, as in exports that are in dollars throughout. -#}
    case
        when coalesce({{ function('money_currency') }}({{ value }}), 'USD') = 'USD'
            then {{ function('parse_money') }}({{ value }})
    end
{%- endmacro %}
