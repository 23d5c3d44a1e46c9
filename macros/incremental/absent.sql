{% macro absent(keys) -%}
    {#- Anti-join of a heal: the model being built has no row with these values (column to expression). -#}
    not exists (
        select 1 from {{ this }} as done
        where {% for column, expression in keys.items() -%}
            done.{{ column }} is not distinct from {{ expression }}{{ ' and ' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
