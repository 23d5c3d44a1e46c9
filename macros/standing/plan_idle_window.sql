{% macro plan_idle_window(idle) -%}
    {#- Tells the session of a window that was known to be empty and for which the database was not asked, so that
        ops.take_in records just this one. -#}
    {%- if idle is not none -%}
        {%- do run_query("select set_config('hq.plan', '" ~ tojson(idle) ~ "', false)") -%}
    {%- endif -%}
{%- endmacro %}
