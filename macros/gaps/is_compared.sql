{% macro is_compared(core_table, extracted_table, alias='record') -%}
    {#- Predicate: this check of the gaps compares this row of a table that carries `changed_in`. A sweep compares all; else
        what changed since the last check, and all of a pair of tables with a gap that is still open. -#}
    {{ alias }}.changed_in > ops.gaps_since('{{ core_table }}', '{{ extracted_table }}')
{%- endmacro %}
