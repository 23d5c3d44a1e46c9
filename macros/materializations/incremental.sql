{% materialization incremental, adapter='postgres' -%}
    {#- dbt's own, left out when the window of the model is empty: no row would be written, and its position stays where
        it is. A model without a window is left out while nothing behind it was written. -#}
    {%- set existing = load_cached_relation(this) -%}
    {%- set has_window = tables_with_windows(model) -%}
    {%- set state = '' if has_window else state_behind(model) -%}
    {%- set digest = definition_of(sql, numbers=not has_window) ~ state -%}
    {%- set is_known = state is not none and existing is not none and existing.is_table -%}
    {%- if is_known and stands_without_news(digest, has_window) -%}
        {{- return(keep_standing('table')) -}}
    {%- endif -%}
    {%- set answer = dbt.materialization_incremental_default() -%}
    {%- do record_built('table', digest) -%}
    {{- return(answer) -}}
{%- endmaterialization %}
