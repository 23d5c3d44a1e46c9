{% macro plan_window(sources) -%}
    {#- Asks, before anything is read, what this run of the model reads of each source; literals keep the answer
        the same on every node of a cluster. None while parsing and in unit tests: everything is read then. `as_of_build`:
        bodies that no build has read yet are not read. -#}
    {%- if execute and model.resource_type in ['model', 'snapshot'] -%}
        {%- set idle = idle_window(sources) -%}
        {%- if idle is not none -%}{{- return(idle) -}}{%- endif -%}
        {%- set answer = run_query(
            "select ops.plan_window('" ~ model.name ~ "', array['" ~ sources | join("', '") ~ "'])::text"
        ) -%}
        {%- set plan = fromjson(answer.columns[0].values()[0]) -%}
        {%- if var('as_of_build') -%}
            {%- for source, window in plan.sources.items() if source.startswith('raw.payloads/') -%}
                {%- do window.update({'hi': window.lo}) -%}
            {%- endfor -%}
        {%- endif -%}
        {{- return(plan) -}}
    {%- endif -%}
    {{- return(none) -}}
{%- endmacro %}
