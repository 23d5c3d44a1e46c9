{% macro investors_in(object, columns) -%}
    {#- The distinct investors that numbered columns of a row name, each by its first mention; a cell may hold several
        between commas. `columns`: name of the column to its number. -#}
    select distinct on (mention.vc_key)
        mention.vc_key,
        mention.vc_name,
        mention.vc_canonical,
        mention.vc_position
    from (
        select
            named.vc_name,
            firm.vc_canonical,
            {{ function('customer_key') }}(firm.vc_canonical) as vc_key,
            cell.vc_position,
            named.part
        from (
            values
            {% for column, number in columns.items() -%}
            ({{ text_of(object, column) }}, {{ number }}){{ ',' if not loop.last }}
            {% endfor -%}
        ) as cell (names, vc_position)
        cross join lateral unnest({{ customer_names('cell.names') }}) with ordinality as named (vc_name, part)
        cross join lateral (select {{ vc_canonical('named.vc_name') }} as vc_canonical limit 1) as firm
        where cell.names is not null
    ) as mention
    where mention.vc_key is not null
    order by mention.vc_key, mention.vc_position, mention.part
{%- endmacro %}
