{% macro list_or_words(value) -%}
    {#- A json list as it was sent, or made of a text with commas between its words; an empty one where there is none, null
        where nothing was sent. -#}
    case
        when {{ function('json_array') }}({{ value }}) = '[]'::jsonb
            then coalesce({{ function('category_list') }}({{ value }}), {{ function('json_array') }}({{ value }}))
        else {{ function('json_array') }}({{ value }})
    end
{%- endmacro %}
