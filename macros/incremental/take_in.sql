{% macro take_in() -%}
    {#- Pre-hook: records in the model's own transaction that the planned window is taken in; an older build is refused. -#}
    select ops.take_in('{{ model.name }}', '{{ invocation_id }}')
{%- endmacro %}
