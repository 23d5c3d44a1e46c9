{% macro numbered_columns(prefix, numbers) -%}
    {#- Columns of a spreadsheet that a row repeats under numbers: name to number, in their order. -#}
    {%- set columns = {} -%}
    {%- for number in numbers -%}
        {%- do columns.update({prefix ~ (number or ''): number}) -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}
