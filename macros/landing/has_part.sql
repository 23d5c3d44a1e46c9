{% macro has_part(object, part) -%}
    {#- Whether a parsed place has a city, state or country: the flag sent with it under either spelling (null when it
        cannot be read); without a flag, whether the part is there. -#}
    {%- set flag = first_text_of(object, ['has' ~ part | capitalize, 'has_' ~ part]) -%}
    case
        when {{ flag }} is not null then {{ function('parse_boolean') }}({{ flag }})
        else {{ place_text(object, part) }} is not null
    end
{%- endmacro %}
