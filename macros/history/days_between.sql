{% macro days_between(earlier, later) -%}
    {#- Days between the end of one job and the start of the next one, counted between the first days of their periods; 0
        when one of the two is known by its year only and the periods have a day in common: they may be the same day. -#}
    case
        when 'year' in ({{ earlier }}.end_date_precision, {{ later }}.start_date_precision)
            and {{ later }}.start_date <= {{ last_day(earlier ~ '.end_date', earlier ~ '.end_date_precision') }}
            and {{ earlier }}.end_date <= {{ last_day(later ~ '.start_date', later ~ '.start_date_precision') }}
            then 0
        else abs({{ later }}.start_date - {{ earlier }}.end_date)
    end
{%- endmacro %}
