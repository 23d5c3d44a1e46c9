{% macro golden_attribute(name, type='text') -%}
    {#- One attribute of a golden record out of its best offers (one per attribute). -#}
    (max(best.value) filter (where best.attribute = '{{ name }}'))::{{ type }} as {{ name }}
{%- endmacro %}
