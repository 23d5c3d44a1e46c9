{% macro signal_confidence() -%}
    {#- How sure the monitor is, in percent: as the caller wrote it out, else as the event says. -#}
    coalesce(
        {{ function('parse_integer') }}({{ text_of('body', 'confidence') }}),
        {{ function('parse_integer') }}({{ text_of('doc', 'confidence') }})
    )
{%- endmacro %}
