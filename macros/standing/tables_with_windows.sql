{% macro tables_with_windows(node) -%}
    {#- Whether a model asks for a window before it reads. -#}
    {{- return('macro.hq_master_data.plan_window' in node.depends_on.macros) -}}
{%- endmacro %}
