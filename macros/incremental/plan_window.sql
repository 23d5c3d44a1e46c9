{% macro plan_window(sources) -%}
    {#- Asks, before anything is read, what this run of the model reads of each source; literals keep the answer
        the same on every node of a cluster. None while parsing and in unit tests: everything is read then. -#}
    {%- if execute and model.resource_type in ['model', 'snapshot'] -%}
        {%- set idle = idle_window(sources) -%}
        {%- if idle is not none -%}{{- return(idle) -}}{%- endif -%}
        {%- set answer = run_query(
            "select ops.plan_window('" ~ model.name ~ "', array['" ~ sources | join("', '") ~ "'])::text"
        ) -%}
        {{- return(fromjson(answer.columns[0].values()[0])) -}}
    {%- endif -%}
    {{- return(none) -}}
{%- endmacro %}
