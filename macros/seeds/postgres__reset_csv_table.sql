{% macro postgres__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
    {#- Rows are deleted, not truncated or dropped: readers keep the old rows until the new ones commit (law 10). A column
        that the file has gained is added; only a full refresh makes a seed anew, and only if its columns changed. -#}
    {%- set there = adapter.get_columns_in_relation(old_relation) | map(attribute='name') | list -%}
    {%- if full_refresh and there != agate_table.column_names | list -%}
        {{ adapter.drop_relation(old_relation) }}
        {{- return(create_csv_table(model, agate_table)) -}}
    {%- endif -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set statements = ['delete from ' ~ old_relation.render()] -%}
    {%- for name in agate_table.column_names -%}{%- if name not in there -%}
        {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
        {%- do statements.append('alter table ' ~ old_relation.render() ~ ' add column ' ~ name ~ ' ' ~ type) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set sql = statements | join('; ') -%}
    {%- call statement('_') -%}{{ sql }}{%- endcall -%}
    {{- return(sql) -}}
{%- endmacro %}
