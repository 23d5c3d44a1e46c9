{% materialization test, adapter='postgres' -%}
    {#- dbt's own. In a build, a test that has passed on tables that were not written since passes without looking; at
        most for a day (`meta.stands_for`). `dbt test` and a sweep look at everything. -#}
    {%- set digest = local_md5(sql ~ config.get('fail_calc')) -%}
    {%- set known = known_of_test(digest) -%}
    {%- if known.stands and flags.WHICH == 'build' and not looks_at_everything() -%}
        {%- do store_raw_result('main', message='STANDS', code='STANDS', rows_affected=0, agate_table=known.answer) -%}
        {{- return({'relations': []}) -}}
    {%- endif -%}
    {%- set answer = dbt.materialization_test_default() -%}
    {%- if known.state is not none and load_result('main').table.rows[0][0] == 0 -%}
        {%- call statement('record', auto_begin=true) -%}
            select ops.test_passed('{{ model.unique_id }}', '{{ digest }}', '{{ known.state }}')
        {%- endcall -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
    {{- return(answer) -}}
{%- endmaterialization %}
