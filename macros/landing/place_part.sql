{% macro place_part(object, part) -%}
    {#- City, state or country of a parsed place: a part that its flag denies, or a word that stands for nothing, is
        none. -#}
    case
        when {{ is_nobody(place_text(object, part)) }} then null
        when ({{ has_part(object, part) }}) is not false then {{ place_text(object, part) }}
    end
{%- endmacro %}
