{% materialization test, adapter='postgres' -%}
    {#- dbt's own. In a build, a test that has passed on tables that were not written since passes without looking; at
        most for a day (`meta.stands_for`, in hours). `dbt test` and a sweep look at everything. -#}
    {%- set behind = tables_behind(model) -%}
    {%- set digest = local_md5(sql ~ config.get('fail_calc')) -%}
    {%- set passed = graph.get('survey', {}).get('nodes', {}).get(model.unique_id) -%}
    {%- set hold = (config.get('meta') or {}).get('stands_for', 24) * 3600 -%}
    {%- if passed and flags.WHICH == 'build' and passed.digest == digest and 0 <= passed.age <= hold -%}
        {%- set state = state_known(behind) -%}
        {%- if state is not none and passed.mark == state -%}
            {%- do store_raw_result('main', message='STANDS', code='STANDS', rows_affected=0, agate_table=graph.survey.a_pass) -%}
            {{- return({'relations': []}) -}}
        {%- endif -%}
    {%- endif -%}
    {%- set state = state_now(behind) -%}
    {%- set answer = dbt.materialization_test_default() -%}
    {%- set has_passed = state is not none and load_result('main').table.rows[0][0] == 0 -%}
    {%- if has_passed or passed or not survey_was_made() -%}
        {%- call statement('record', auto_begin=true) -%}
            {%- if has_passed -%}
            select ops.test_passed('{{ model.unique_id }}', '{{ digest }}', '{{ state }}')
            {%- else -%}
            delete from ops.built_nodes where node = '{{ model.unique_id }}'
            {%- endif -%}
        {%- endcall -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
    {{- return(answer) -}}
{%- endmaterialization %}
