{% macro absent(keys, nullable={}, as_of=none) -%}
    {#- Anti-join of a heal: the model being built has no row with these values (column to expression). Keys are compared
        with `=`, for which there are indexes and hashes; only values that may be null are compared null-safe. `as_of`:
        column with the time of the newest record behind a row; a row that is older than `news` does not count. -#}
    not exists (
        select 1 from {{ this }} as done
        where {% for column, expression in keys.items() -%}
            done.{{ column }} = {{ expression }}{{ ' and ' if not loop.last }}
        {%- endfor %}
        {%- for column, expression in nullable.items() %}
            and done.{{ column }} is not distinct from {{ expression }}
        {%- endfor %}
        {%- if as_of %}
            and done.{{ as_of }} >= news.observed_at
        {%- endif %}
    )
{%- endmacro %}
