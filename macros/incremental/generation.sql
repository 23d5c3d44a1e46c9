{% macro generation(plan) -%}
    {#- Number of this writing of the model: rows that it changes carry it, and whoever reads the model next knows them by it. -#}
    {{ plan.generation if plan is not none else 1 }}::bigint
{%- endmacro %}
