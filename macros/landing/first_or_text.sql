{% macro first_or_text(value) -%}
    {#- The first entry of a json list as text, or the text that came in its place. -#}
    coalesce(
        {{ function('json_text') }}({{ function('json_array') }}({{ value }}) -> 0),
        case
            when {{ function('json_array') }}({{ value }}) = '[]'::jsonb
                then nullif({{ function('json_text') }}({{ value }}), '[]')
        end
    )
{%- endmacro %}
