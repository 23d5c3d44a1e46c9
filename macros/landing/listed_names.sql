{% macro listed_names(list) -%}
    {#- The names in a json list, each a text or the name in an object, in their order; null where it names nobody. -#}
    (
        select jsonb_agg(named.name order by named.position)
        from (
            select
                listed.position,
                {{ function('clean_line') }}(coalesce(
                    {{ text_at('listed.element', ['name', 'value']) }}, {{ function('json_text') }}(listed.element)
                )) as name
            from jsonb_array_elements({{ list }}) with ordinality as listed (element, position)
        ) as named
        where named.name is not null
    )
{%- endmacro %}
