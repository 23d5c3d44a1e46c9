{% materialization snapshot, adapter='postgres' -%}
    {#- dbt's own, left out when nothing that it watches has news. -#}
    {%- set digest = definition_of(sql, numbers=false) -%}
    {%- if load_cached_relation(this) is not none and stands_without_news(digest) -%}
        {{- return(keep_standing('table')) -}}
    {%- endif -%}
    {%- set answer = dbt.materialization_snapshot_default() -%}
    {%- do record_built('table', digest) -%}
    {{- return(answer) -}}
{%- endmaterialization %}
