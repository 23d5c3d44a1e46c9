{% macro is_news(plan, source, alias, missing=none) -%}
    {#- Predicate: this row of the source is new to the model. `missing` is the anti-join that a heal takes as well. -#}
    {%- if plan is none -%}
        true
    {%- else -%}
        {%- set window = plan.sources[source] -%}
        {%- set everything = flags.FULL_REFRESH or not is_incremental() -%}
        {%- if source == 'raw.payloads' -%}
            {%- set lower = alias ~ ".landed_xid >= '" ~ window.lo ~ "'::xid8" -%}
            {%- set upper = alias ~ ".landed_xid < '" ~ window.hi ~ "'::xid8" -%}
        {%- else -%}
            {%- set lower = alias ~ '.changed_in > ' ~ window.lo -%}
            {%- set upper = alias ~ '.changed_in <= ' ~ window.hi -%}
        {%- endif -%}
        {%- if everything -%}
            {{ upper }}
        {%- elif var('heal') and missing is not none -%}
            {{ upper }} and ({{ lower }} or {{ missing }})
        {%- else -%}
            {{ lower }} and {{ upper }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
