{% macro country_names(list) -%}
    {#- Countries of a json list under their English names (rule N11), in their order, each once; null stays null. -#}
    coalesce(
        (
            select jsonb_agg(named.name order by named.place)
            from (
                select
                    known.name,
                    min(known.place) as place
                from (
                    select
                        {{ country_name('listed.country') }} as name,
                        listed.place
                    from jsonb_array_elements_text({{ list }}) with ordinality as listed (country, place)
                ) as known
                group by known.name
            ) as named
        ),
        {{ list }}
    )
{%- endmacro %}
