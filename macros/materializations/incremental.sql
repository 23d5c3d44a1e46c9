{% materialization incremental, adapter='postgres' -%}
    {#- dbt's own, left out when the window of the model is empty: no row would be written, and its position stays where
        it is. A model without a window is left out while nothing behind it was written. -#}
    {%- set has_window = 'macro.' ~ project_name ~ '.plan_window' in model.depends_on.macros -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set behind = none if has_window else tables_behind(model) -%}
    {%- set state = state_known(behind) or '' -%}
    {%- set idle = idle_window(survey_sources()) if has_window else none -%}
    {%- set digest = definition_of(sql, numbers=not has_window) -%}
    {%- if (idle is not none or state) and existing is not none and existing.is_table and still_stands(digest ~ state) -%}
        {{- return(keep_standing('table')) -}}
    {%- endif -%}
    {%- do mark_changed() -%}
    {%- do plan_idle_window(idle) -%}
    {%- set answer = dbt.materialization_incremental_default() -%}
    {%- do record_built('table', digest ~ (state_now(behind) or '')) -%}
    {{- return(answer) -}}
{%- endmaterialization %}
