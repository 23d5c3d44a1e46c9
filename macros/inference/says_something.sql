{% macro says_something(element, keys) -%}
    {#- Predicate: an entry of a list has under one of the keys a text that is no word for nothing. -#}
    exists (
        select 1
        from unnest({{ keys }}) as known (element_key)
        cross join lateral (
            select {{ function('json_text') }}({{ element }} -> known.element_key) as said
        ) as stated
        where stated.said is not null
            and not exists (select 1 from {{ ref('non_values') }} as word where word.raw_value = lower(stated.said))
    )
{%- endmacro %}
