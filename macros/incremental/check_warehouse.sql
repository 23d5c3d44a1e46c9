{% macro check_warehouse() -%}
    {#- On-run-start: the landing DDL is there, and transaction ids are those of this server (law 5). -#}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed', 'test', 'snapshot'] -%}
        {%- if run_query("select to_regclass('raw.payloads') is not null").columns[0].values()[0] -%}
            select ops.check_transaction_ids()
        {%- else -%}
            {{ exceptions.raise_compiler_error(
                'This database holds no warehouse yet. Run `hq init` first: it creates schemas, roles and raw.payloads.'
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
