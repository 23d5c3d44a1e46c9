{% macro end_of_survey() -%}
    {#- On-run-end: takes the survey out of the graph, which may be kept for another run. What models have left unread because
        there was nothing counts as read: the next survey looks at what landed since, and not at everything since the
        quietest workflow had news, or since a model that the project no longer has was built. -#}
    {%- do graph.pop('survey', none) -%}
    {%- if execute and flags.WHICH in ['build', 'run']
        and run_query("select to_regprocedure('ops.settle_positions()') is not null").columns[0].values()[0] -%}
        delete from ops.model_positions
        where model <> all ({{ text_array(models_with_windows()) }}) and model not like 'quality/%';
        select ops.settle_positions()
    {%- endif -%}
{%- endmacro %}
