{% macro told_in_order(entries, text, place, key) -%}
    {#- Array of the texts that entries of the newest check have, in their order, then of those that its answer names for all
        entries together, each once. Reads `newest` (record_id, answer); `key`: of the list at the top of the answer. -#}
    array(
        select said.told
        from (
            select
                entry.{{ text }} as told,
                entry.{{ place }} as place
            from {{ entries }} as entry
            where entry.record_id = newest.record_id
            union all
            select
                {{ function('clean_line') }}({{ function('json_text') }}(named.element)),
                1000000 + named.place
            from jsonb_array_elements({{ function('text_list') }}(newest.answer -> '{{ key }}'))
                with ordinality as named (element, place)
        ) as said
        where said.told is not null
        group by said.told
        order by min(said.place)
    )
{%- endmacro %}
