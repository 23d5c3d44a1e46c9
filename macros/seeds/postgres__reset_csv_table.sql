{% macro postgres__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
    {#- Rows are deleted, not truncated or dropped: readers keep the old rows until the new ones commit (law 10).
        Only a seed whose columns changed is made anew. -#}
    {%- set there = adapter.get_columns_in_relation(old_relation) | map(attribute='name') | list -%}
    {%- if full_refresh and there != agate_table.column_names | list -%}
        {{ adapter.drop_relation(old_relation) }}
        {{- return(create_csv_table(model, agate_table)) -}}
    {%- endif -%}
    {%- set sql = 'delete from ' ~ old_relation.render() -%}
    {%- call statement('_') -%}{{ sql }}{%- endcall -%}
    {{- return(sql) -}}
{%- endmacro %}
