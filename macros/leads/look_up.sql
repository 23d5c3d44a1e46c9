{% macro look_up(relation, alias, condition, kind='left') -%}
    {#- Joins a table by a condition that an index of it serves. In an increment row by row: `offset 0` keeps the
        planner from reading the table whole, which it does when it takes the news for many. A full refresh, a heal
        and the first build, which read everything anyway, are joined as the planner thinks best. -#}
    {%- if is_incremental() and not flags.FULL_REFRESH and not var('heal') -%}
    {{ kind }} join lateral (
        select {{ alias }}.* from {{ relation }} as {{ alias }} where {{ condition }} offset 0
    ) as {{ alias }} on true
    {%- else -%}
    {{ kind }} join {{ relation }} as {{ alias }} on {{ condition }}
    {%- endif -%}
{%- endmacro %}
