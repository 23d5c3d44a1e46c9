{% macro postgres__snapshot_get_time() -%}
    {#- The time of a snapshot, with its time zone like every other time of this project. -#}
    current_timestamp
{%- endmacro %}
