{% materialization seed, adapter='postgres' -%}
    {#- dbt's own, left out when file and settings are as they were and nobody has touched a row since. -#}
    {%- set digest = local_md5(model.checksum.checksum ~ model.config.column_types ~ model.config.get('post-hook')) -%}
    {%- if load_cached_relation(this) is not none and still_stands(digest) -%}
        {{- return(keep_standing('table')) -}}
    {%- endif -%}
    {%- do mark_changed() -%}
    {%- set answer = dbt.materialization_seed_default() -%}
    {%- do record_built('seed', digest) -%}
    {{- return(answer) -}}
{%- endmaterialization %}
