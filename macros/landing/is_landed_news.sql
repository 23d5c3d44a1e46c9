{% macro is_landed_news(plan, slugs, alias, missing) -%}
    {#- Predicate: a body of these workflows is new to the model. Workflows with the same window share one condition. -#}
    {%- if plan is none -%}
        true
    {%- else -%}
        {%- set everything = flags.FULL_REFRESH or not is_incremental() -%}
        {%- set windows = {} -%}
        {%- for slug in slugs -%}
            {%- set window = plan.sources['raw.payloads/' ~ slug] -%}
            {%- do windows.setdefault((0 if everything else window.lo, window.hi), []).append(slug) -%}
        {%- endfor -%}
        (
            {%- for bounds, members in windows.items() %}
            {{ 'or ' if not loop.first }}{{ alias }}.workflow_slug in ('{{ members | join("', '") }}')
            and {{ alias }}.landed_xid < '{{ bounds[1] }}'::xid8
            and ({{ alias }}.landed_xid >= '{{ bounds[0] }}'::xid8 {%- if var('heal') and not everything %} or {{ missing }} {%- endif %})
            {%- endfor %}
        )
    {%- endif -%}
{%- endmacro %}
