{% macro researched_names(doc) -%}
    {#- Customers that research names in text: its result, or the list itself where that is text. -#}
    coalesce(
        {{ names_text(doc, 'result') }},
        case
            when {{ function('json_array') }}({{ doc }} -> 'customers') = '[]'::jsonb then {{ text_of(doc, 'customers') }}
        end
    )
{%- endmacro %}
