{% macro news_since(plan, source, alias) -%}
    {#- Predicate: this row of a model is new to the snapshot being taken. -#}
    {%- if plan is none -%}
        true
    {%- else -%}
        {%- set window = plan.sources[source] -%}
        {{ alias }}.changed_in > {{ window.lo }} and {{ alias }}.changed_in <= {{ window.hi }}
    {%- endif -%}
{%- endmacro %}
