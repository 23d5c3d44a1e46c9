{% macro get_incremental_upsert_or_drop_sql(arg_dict) -%}
    {#- The strategy upsert for a model whose rows may go away: a row of the batch that meets `meta.drop_when` is
        deleted from the table and not written. Such rows come only when the table is there, see is_incremental. -#}
    {%- set batch = arg_dict['temp_relation'] -%}
    {%- set drop_when = config.require('meta').drop_when -%}
    delete from {{ arg_dict['target_relation'] }} as old
    using {{ batch }} as batch
    where {% for key in arg_dict['unique_key'] -%}old.{{ key }} = batch.{{ key }} and {% endfor -%}
        batch.{{ drop_when }};
    delete from {{ batch }} as batch where batch.{{ drop_when }};
    {{ get_incremental_upsert_sql(arg_dict) }}
{%- endmacro %}
