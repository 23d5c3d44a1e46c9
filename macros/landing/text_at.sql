{% macro text_at(object, paths) -%}
    {#- The first of several spellings under which a json object holds a value, as clean text; a path with dots leads
        into nested objects. -#}
    coalesce(
    {%- for path in paths -%}
        {%- if '.' in path -%}
            {{ function('json_text') }}({{ function('json_at') }}({{ object }}, {{ text_array([path]) }}))
        {%- else -%}
            {{ text_of(object, path) }}
        {%- endif -%}
        {{ ', ' if not loop.last }}
    {%- endfor -%}
    )
{%- endmacro %}
