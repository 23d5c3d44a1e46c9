{% macro newest_value(name, where=none) -%}
    {#- Newest non-null value within a group, of the rows that `where` lets count; ties are broken by the delivery,
        never by the run. -#}
    (array_agg({{ name }} order by observed_at desc, record_id desc) filter (
        where {{ name }} is not null{{ ' and ' ~ where if where }}
    ))[1] as {{ name }}
{%- endmacro %}
