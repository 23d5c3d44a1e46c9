{% macro location_parts(texts) -%}
    {#- Query: the parts of location texts, from the last to the first, without postcodes. -#}
    select
        {{ texts }}.location_name,
        array_agg(part.name order by part.place desc) filter (where part.name <> '') as parts
    from {{ texts }}
    cross join
        lateral (
            select
                listed.place,
                regexp_replace(
                    {{ function('clean_line') }}(listed.name), ' +(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$', ''
                ) as name
            from unnest(string_to_array({{ texts }}.location_name, ',')) with ordinality as listed (name, place)
        ) as part
    group by {{ texts }}.location_name
{%- endmacro %}
