{% macro view_fits(existing, sql) -%}
    {#- Whether a view can be replaced where it stands: its columns stay, in order and type; new ones may follow. -#}
    {%- set probe = 'probe_of_' ~ existing.identifier[:40] -%}
    {%- do run_query('create temporary view ' ~ probe ~ ' as (' ~ sql ~ ')') -%}
    {%- set answer = run_query(
        "select count(*) from pg_attribute as old left join pg_attribute as new"
        ~ " on new.attrelid = 'pg_temp." ~ probe ~ "'::regclass and new.attnum = old.attnum"
        ~ " and new.attname = old.attname and new.atttypid = old.atttypid and new.atttypmod = old.atttypmod"
        ~ " where old.attrelid = '" ~ existing ~ "'::regclass and old.attnum > 0 and new.attrelid is null"
    ) -%}
    {%- do run_query('drop view pg_temp.' ~ probe) -%}
    {{- return(answer.columns[0].values()[0] | int == 0) -}}
{%- endmacro %}
