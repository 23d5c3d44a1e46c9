{% macro place_columns(object) -%}
    {#- City, state and country of a parsed place, then whether it has each: a part that its flag denies, or a word that
        stands for nothing, is none. -#}
    {%- set parts = ['city', 'state', 'country'] -%}
    {%- set is_nothing = {} -%}
    {%- for part in parts -%}
        {%- do is_nothing.update({part: is_nobody(text_of(object, part))}) -%}
    {%- endfor -%}
    {%- for part in parts -%}
    case
        when {{ is_nothing[part] }} then null
        when ({{ has_part(object, part) }}) is not false then {{ text_of(object, part) }}
    end as {{ part }},
    {% endfor -%}
    {%- for part in parts -%}
    ({{ has_part(object, part) }}) and ({{ is_nothing[part] }}) is not true as has_{{ part }}
    {{- ',\n    ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
