{% macro postgres__function_execute_build_sql(build_sql, existing_relation, target_relation) -%}
    {#- dbt's own, left out when the function is as dbt made it last, from the same text. -#}
    {%- set digest = local_md5(build_sql) -%}
    {%- if still_stands(digest) -%}
        {%- do keep_standing('function') -%}
    {%- else -%}
        {%- do mark_changed() -%}
        {{- dbt.default__function_execute_build_sql(build_sql, existing_relation, target_relation) -}}
        {%- do record_built('function', digest) -%}
    {%- endif -%}
{%- endmacro %}
