{% macro location_parts(texts) -%}
    {#- Query: the parts of location texts, from the last to the first. What stands in the last two parts is without the
        postcode behind it ('TX 78701', 'Karnataka 560001', 'Stockholm 111 57'); the number of a suite is none. -#}
    {%- set postcodes = [
        '\\d{4,6}(?:-\\d{3,4})?', '\\d{3}-\\d{4}', '\\d{3} \\d{2}', '\\d{2}-\\d{3}', '\\d{4} ?[A-Z]{2}',
        '[A-Z]\\d[A-Z] ?\\d[A-Z]\\d', '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}', '[A-Z]\\d[\\dW] ?[A-Z\\d]{4}'
    ] -%}
    select
        {{ texts }}.location_name,
        array_agg(part.name order by part.place desc) filter (where part.name <> '') as parts
    from {{ texts }}
    cross join
        lateral (
            select
                listed.place,
                case
                    when cardinality(split.names) - listed.place < 2 then regexp_replace(
                        {{ function('clean_line') }}(listed.name),
                        '^(?!(?:[Ss]uite|[Uu]nit|[Ff]loor|[Rr]oom|[Bb]ox)\M)(.+?) +(?:{{ postcodes | join('|') }})$',
                        '\1'
                    )
                    else {{ function('clean_line') }}(listed.name)
                end as name
            from (select string_to_array({{ texts }}.location_name, ',') as names) as split
            cross join lateral unnest(split.names) with ordinality as listed (name, place)
        ) as part
    group by {{ texts }}.location_name
{%- endmacro %}
