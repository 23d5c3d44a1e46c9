{% macro missing_lead_fields() -%}
    {#- Array of the required fields that a lead lacks, in the order of the rule; empty when the lead is visible. -#}
    array_remove(array[
        {%- for field, is_missing in lead_required_fields().items() %}
        case when {{ is_missing }} then '{{ field }}' end{{ ',' if not loop.last }}
        {%- endfor %}
    ], null)::text[]
{%- endmacro %}
