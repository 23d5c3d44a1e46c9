{% macro name_part(full_name, part) -%}
    {#- The first or the last name out of a full one, which is split at its first space (rule N6). -#}
    {%- if part == 'first' -%}
        split_part({{ full_name }}, ' ', 1)
    {%- else -%}
        nullif(substr({{ full_name }}, length(split_part({{ full_name }}, ' ', 1)) + 2), '')
    {%- endif -%}
{%- endmacro %}
