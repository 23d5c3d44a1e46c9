{% macro last_day(day, precision) -%}
    {#- Last day of the period that a date with a precision stands for; the day itself when it has none. -#}
    case {{ precision }}
        when 'month' then (date_trunc('month', {{ day }}::timestamp) + interval '1 month - 1 day')::date
        when 'year' then (date_trunc('year', {{ day }}::timestamp) + interval '1 year - 1 day')::date
        else {{ day }}
    end
{%- endmacro %}
