{% macro models_with_windows() -%}
    {#- Names of the models and snapshots of this project that read windows of news, as they are while it is built. -#}
    {%- set names = ['?'] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.config.materialized in ['incremental', 'snapshot'] -%}
            {%- do names.append(node.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(names | sort) -}}
{%- endmacro %}
