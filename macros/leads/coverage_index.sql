{% macro coverage_index() -%}
    {#- Post-hook: one row for each day and field. Asked for first: `if not exists` would lock the table against a build
        beside this one, which waits for it. -#}
    do $$ begin
        if to_regclass('{{ this.schema }}.lead_coverage_once_a_day') is null then
            create unique index lead_coverage_once_a_day on {{ this }} (measured_on, field);
        end if;
    end $$
{%- endmacro %}
