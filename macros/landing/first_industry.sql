{% macro first_industry(value) -%}
    {#- The first of several industries in one text that is a known name, as written; null when none is. Names hold commas
        too ('Technology, Information and Internet'), so the longest name that begins there counts. The names are gathered
        once a statement. -#}
    (
        select btrim(array_to_string(told.parts[said.first_part:said.last_part], ','))
        from (
            select
                starts.number as first_part,
                ends.number as last_part
            from generate_series(1, 20) as starts (number)
            cross join generate_series(1, 20) as ends (number)
            where ends.number between starts.number and starts.number + 3
        ) as said
        cross join lateral (select string_to_array(left({{ value }}, 2000), ',') as parts) as told
        where
            said.last_part <= cardinality(told.parts)
            and (
                select jsonb_object_agg(known.spelling, true)
                from ({{ known_industry_spellings() }}) as known
                where known.spelling is not null
            ) ? {{ industry_spelling("array_to_string(told.parts[said.first_part:said.last_part], ',')") }}
        order by said.first_part, said.last_part desc
        limit 1
    )
{%- endmacro %}
