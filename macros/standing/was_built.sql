{% macro was_built(kind, digest) -%}
    {#- Statement that records that dbt has made the node being built. -#}
    select ops.node_built(
        '{{ model.unique_id }}', '{{ kind }}', '{{ this.schema }}', '{{ this.identifier }}', '{{ digest }}'
    )
{%- endmacro %}
