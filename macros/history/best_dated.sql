{% macro best_dated(names) -%}
    {#- Columns of the member that dates an event best: the finest precision, then one with a first day, then careers
        before signals before the rest, then the earliest. -#}
    {%- for name in names -%}
    (array_agg({{ name }} order by
        array_position(array['day', 'month', 'year'], occurred_on_precision), earliest_on is null, level, occurred_on,
        member_id
    ))[1] as {{ name }}{{ ',\n        ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
