{% macro known_terms(list, known) -%}
    {#- Terms of a json list, in which one text may be several: it is parted where the whole is no value of a vocabulary
        and every piece is one ('Series A, Series B'; 'Oil, Gas, and Mining' is one). Commas before a space part
        before those without, which may stand in a number. `known` is a predicate on {term}. Null stays null. -#}
    coalesce(
        (
            select jsonb_agg(distinct_term.term order by distinct_term.place)
            from (
                select
                    (array_agg(part.term order by listed.place, part.place))[1] as term,
                    min(array[listed.place, part.place]) as place
                from jsonb_array_elements_text({{ list }}) with ordinality as listed (term, place)
                cross join lateral (
                    select way.pieces
                    from (
                        values
                            (1, array[listed.term]),
                            (2, array_remove(regexp_split_to_array(listed.term, '\s*;\s*|,\s+|,$'), '')),
                            (3, array_remove(regexp_split_to_array(listed.term, '\s*[,;]\s*'), '')),
                            (4, array[listed.term])
                    ) as way (choice, pieces)
                    where
                        way.choice = 4
                        or not exists (
                            select 1 from unnest(way.pieces) as piece (term)
                            where ({{ known | replace('{term}', 'piece.term') }}) is not true
                        )
                    order by way.choice
                    limit 1
                ) as chosen
                cross join lateral unnest(chosen.pieces) with ordinality as part (term, place)
                group by lower(part.term)
            ) as distinct_term
        ),
        {{ list }}
    )
{%- endmacro %}
