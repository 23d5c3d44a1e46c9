{% macro settle_positions() -%}
    {#- On-run-end: what a model has left unread because there was nothing counts as read, so that the next survey looks at
        what landed since and not at everything since the quietest workflow had news. -#}
    {%- if execute and flags.WHICH in ['build', 'run']
        and run_query("select to_regprocedure('ops.settle_positions()') is not null").columns[0].values()[0] -%}
        select ops.settle_positions()
    {%- endif -%}
{%- endmacro %}
