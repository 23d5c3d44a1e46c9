{% macro postgres__snapshot_staging_table(strategy, source_sql, target_relation) -%}
    {#- dbt compares with every current row of the table. Here the query of the snapshot holds what changed and nothing
        else, so only the rows of its keys are read, by their index (law 12). -#}
    {%- set touched -%}
        (
            select old.* from {{ target_relation }} as old
            where old.{{ strategy.unique_key }} in (select fresh.{{ strategy.unique_key }} from snapshot_query as fresh)
        ) as touched
    {%- endset -%}
    {{ dbt.default__snapshot_staging_table(strategy, source_sql, touched) }}
{%- endmacro %}
