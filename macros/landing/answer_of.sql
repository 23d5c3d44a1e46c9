{% macro answer_of(record_kind, body) -%}
    {#- What the provider answered, object or list, at the paths that the registry has for the kind; a body without an
        envelope is the answer itself. -#}
    coalesce(
        {{ function('json_at') }}({{ body }}, {{ text_array(workflows_of(record_kind).payload_paths) }}),
        {{ body }}
    )
{%- endmacro %}
