{% macro only_object(value) -%}
    {#- The object of a list of one, which is how some senders write an object; null for any other value. -#}
    case
        when jsonb_array_length({{ function('json_array') }}({{ value }})) = 1
            then {{ function('json_object') }}({{ function('json_array') }}({{ value }}) -> 0)
    end
{%- endmacro %}
