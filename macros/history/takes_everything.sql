{% macro takes_everything() -%}
    {#- Whether this run of a snapshot compares all keys instead of those with news: the first one, a heal, a full
        refresh (what changed is not in any window then), and while parsing. -#}
    {{- return(not execute or flags.FULL_REFRESH or var('heal') or load_relation(this) is none) -}}
{%- endmacro %}
