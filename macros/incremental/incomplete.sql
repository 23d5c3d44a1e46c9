{% macro incomplete(count, keys) -%}
    {#- Anti-join of a heal for rows that come several to a parent: the model being built has fewer rows with these values
        (column to expression) than the parent counted. -#}
    {{ count }} > (
        select count(*) from {{ this }} as done
        where {% for column, expression in keys.items() -%}
            done.{{ column }} = {{ expression }}{{ ' and ' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
