{% macro tables_behind(node) -%}
    {#- What a test reads in the end: the tables behind it through all views, these views, and the functions. `landed` says
        whether it reads raw tables; none when it reads what nobody keeps count of. -#}
    {%- set found = {} -%}
    {%- set waiting = node.depends_on.nodes | list -%}
    {%- set seen = namespace(landed=false, counted=true) -%}
    {%- for _ in range(2000) if waiting -%}
        {%- set id = waiting.pop() -%}
        {%- if id not in found -%}
            {%- set part = graph.nodes.get(id) -%}
            {%- if id.startswith('source.') -%}
                {%- set source = graph.sources[id] -%}
                {%- if source.schema == 'raw' -%}
                    {%- set seen.landed = true -%}
                {%- elif source.name not in ['model_positions', 'model_generations'] -%}
                    {%- set seen.counted = false -%}
                {%- endif -%}
            {%- else -%}
                {%- do found.update({id: true}) -%}
                {%- if part and part.config.materialized == 'view' -%}
                    {%- do waiting.extend(part.depends_on.nodes) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return({'nodes': found | list | sort, 'landed': seen.landed} if seen.counted else none) -}}
{%- endmacro %}
