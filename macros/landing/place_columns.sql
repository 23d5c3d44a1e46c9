{% macro place_columns(object) -%}
    {#- City, state and country of a parsed place (macro place_part), then whether it has each. -#}
    {%- set parts = ['city', 'state', 'country'] -%}
    {%- for part in parts -%}
    {{ place_part(object, part) }} as {{ part }},
    {% endfor -%}
    {%- for part in parts -%}
    ({{ has_part(object, part) }}) and ({{ is_nobody(place_text(object, part)) }}) is not true as has_{{ part }}
    {{- ',\n    ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
