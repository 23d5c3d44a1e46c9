{% macro years_overlap(earlier, later) -%}
    {#- Predicate: of the end of one job and the start of the next one, one is known by its year only, and the periods
        that the two stand for have a day in common: they may be the same day. -#}
    'year' in ({{ earlier }}.end_date_precision, {{ later }}.start_date_precision)
    and {{ later }}.start_date <= {{ last_day(earlier ~ '.end_date', earlier ~ '.end_date_precision') }}
    and {{ earlier }}.end_date <= {{ last_day(later ~ '.start_date', later ~ '.start_date_precision') }}
{%- endmacro %}
