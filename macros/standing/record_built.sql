{% macro record_built(kind, digest) -%}
    {#- Records, in a transaction of its own, that dbt has made the node being built. -#}
    {%- call statement('record', auto_begin=true) -%}{{ was_built(kind, digest) }}{%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro %}
