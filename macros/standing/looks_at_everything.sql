{% macro looks_at_everything() -%}
    {#- Whether this run makes and tests everything, whatever still stands: a full refresh, a heal, a sweep. -#}
    {{- return(flags.FULL_REFRESH or var('heal') or var('sweep') == 'full') -}}
{%- endmacro %}
