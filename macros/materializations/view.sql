{% materialization view, adapter='postgres' -%}
    {#- Replaces a view where it stands: dbt's own way drops it with everything that reads it, and readers would miss
        those views until they are built again (law 10). Only a view whose columns change is dropped. One that stands as it
        was made, from the same definition, is left alone. -#}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='view') -%}
    {%- set digest = definition_of(sql) -%}
    {%- if existing is not none and existing.is_view and still_stands(digest) -%}
        {{- return(keep_standing('view')) -}}
    {%- endif -%}
    {%- do mark_changed() -%}
    {%- set grant_config = config.get('grants') -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none and not (existing.is_view and view_fits(existing, sql)) -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ get_create_view_as_sql(target_relation, sql) | replace('create view', 'create or replace view', 1) }}
    {%- endcall -%}
    {%- do apply_grants(target_relation, grant_config, should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target_relation, model) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do run_query(was_built('view', digest)) -%}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{- return({'relations': [target_relation]}) -}}
{%- endmaterialization %}
