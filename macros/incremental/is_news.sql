{% macro is_news(plan, source, alias, missing=none) -%}
    {#- Predicate: this row of a model is new to the one being built. `missing` is the anti-join that a heal takes too. -#}
    {%- if plan is none -%}
        true
    {%- else -%}
        {%- set window = plan.sources[source] -%}
        {%- set lower = alias ~ '.changed_in > ' ~ window.lo -%}
        {%- set upper = alias ~ '.changed_in <= ' ~ window.hi -%}
        {%- if flags.FULL_REFRESH or not is_incremental() -%}
            {{ upper }}
        {%- elif var('heal') and missing is not none -%}
            {{ upper }} and ({{ lower }} or {{ missing }})
        {%- else -%}
            {{ lower }} and {{ upper }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
