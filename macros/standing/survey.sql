{% macro survey() -%}
    {#- On-run-start: asks once what stands, and keeps the answer in the graph, which all nodes of a run share: a node that
        stands asks the database nothing. `changed` gathers what this run makes anew. -#}
    {%- do graph.pop('survey', none) -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed', 'snapshot'] and not looks_at_everything() -%}
        {%- if run_query("select to_regprocedure('ops.survey()') is not null").columns[0].values()[0] -%}
            {%- set answer = fromjson(run_query('select ops.survey()::text').columns[0].values()[0]) -%}
            {%- set a_pass = run_query('select 0 as failures, false as should_warn, false as should_error') -%}
            {%- do answer.update({'changed': {}, 'a_pass': a_pass}) -%}
            {%- do graph.update({'survey': answer}) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
