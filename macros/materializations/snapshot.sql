{% materialization snapshot, adapter='postgres' -%}
    {#- dbt's own, left out when nothing that it watches has news. -#}
    {%- set digest = definition_of(sql, numbers=false) -%}
    {%- set idle = idle_window(survey_sources()) -%}
    {%- if idle is not none and load_cached_relation(this) is not none and still_stands(digest) -%}
        {{- return(keep_standing('table')) -}}
    {%- endif -%}
    {%- do mark_changed() -%}
    {%- do plan_idle_window(idle) -%}
    {%- set answer = dbt.materialization_snapshot_default() -%}
    {%- do record_built('table', digest) -%}
    {{- return(answer) -}}
{%- endmaterialization %}
