{% macro landed_sources(record_kind) -%}
    {#- Sources for plan_window of a model that reads raw: a position for each workflow, so that one which is given its
        record kind later is read from its first body on. -#}
    {%- set sources = [] -%}
    {%- for slug in workflows_of(record_kind).slugs -%}
        {%- do sources.append('raw.payloads/' ~ slug) -%}
    {%- endfor -%}
    {{- return(sources) -}}
{%- endmacro %}
