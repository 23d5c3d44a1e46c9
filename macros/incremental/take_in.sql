{% macro take_in() -%}
    {#- Pre-hook: records in the model's own transaction that the planned window is taken in; an older build is refused.
        Views read everything at any time and take in nothing. -#}
    {%- if model.config.materialized in ['incremental', 'snapshot'] -%}
        {%- set mode = 'full_refresh' if flags.FULL_REFRESH else 'heal' if var('heal') else 'build' -%}
        select ops.take_in('{{ model.name }}', '{{ invocation_id }}', '{{ mode }}')
    {%- endif -%}
{%- endmacro %}
