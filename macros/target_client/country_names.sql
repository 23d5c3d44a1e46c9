{% macro country_names(list) -%}
    {#- Countries of a json list under their English names (rule N11), in their order, each once; null stays null.
        'USA, UK' is two countries, because all its parts are known. -#}
    coalesce(
        (
            select jsonb_agg(named.name order by named.place)
            from (
                select
                    known.name,
                    min(known.place) as place
                from (
                    select
                        {{ country_name('part.country') }} as name,
                        array[listed.place, part.place] as place
                    from jsonb_array_elements_text({{ list }}) with ordinality as listed (country, place)
                    cross join lateral unnest(
                        case
                            when listed.country like '%,%' and not exists (
                                select 1 from unnest(string_to_array(listed.country, ',')) as sent (country)
                                where {{ country_name('btrim(sent.country)') }} not in (
                                    select country.name from {{ ref('countries') }} as country
                                )
                            )
                                then regexp_split_to_array(listed.country, '\s*,\s*')
                            else array[listed.country]
                        end
                    ) with ordinality as part (country, place)
                ) as known
                group by known.name
            ) as named
        ),
        {{ list }}
    )
{%- endmacro %}
