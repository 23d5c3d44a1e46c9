{% macro not_yet_extracted(alias) -%}
    {#- Anti-join of a heal: a landed body that has no row in the model being built. -#}
    not exists (
        select 1 from {{ this }} as done
        where done.entity_key = {{ alias }}.entity_key and done.record_id = {{ record_id(alias) }}
    )
{%- endmacro %}
