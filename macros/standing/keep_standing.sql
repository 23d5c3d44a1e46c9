{% macro keep_standing(relation_type) -%}
    {#- Ends a materialization that has nothing to do; dbt asks a seed for its rows. -#}
    {%- call noop_statement('main', 'STANDS', 'STANDS', 0) -%}select 1{%- endcall -%}
    {%- do store_result('agate_table', response='STANDS') -%}
    {{- return({'relations': [this.incorporate(type=relation_type)]}) -}}
{%- endmacro %}
