{% macro newest_statement(group, columns, said=none) -%}
    {#- What the newest record of a group that says any of `said` (else of `columns`) says of the columns, as
        newest_<column>: values that go together are not put together from records that contradict each other. -#}
    {%- for column in columns -%}
    first_value({{ column }}) over (
        partition by {{ group }}
        order by (num_nonnulls({{ (said or columns) | join(', ') }}) > 0) desc, observed_at desc, record_id desc
    ) as newest_{{ column }}{{ ',\n    ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
