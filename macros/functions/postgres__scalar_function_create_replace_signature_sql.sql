{% macro postgres__scalar_function_create_replace_signature_sql(target_relation) -%}
    {%- set meta = model.config.get('meta', {}) -%}
    {%- set parallel = meta.get('parallel', 'safe') -%}
    {%- if parallel not in ('safe', 'restricted', 'unsafe') -%}
        {%- do exceptions.raise_compiler_error(
            "Function " ~ model.name ~ ": meta.parallel must be safe, restricted or unsafe"
        ) -%}
    {%- endif -%}
    {%- if meta.get('returns_rows_of') %}
    -- `hq init` makes the function before there is any table that it reads.
    SET LOCAL check_function_bodies = off;
    {%- endif %}
    CREATE OR REPLACE FUNCTION {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }})
    RETURNS {{ returned_rows(meta.returns_rows_of) if meta.get('returns_rows_of') else model.returns.data_type }}
    {{ scalar_function_volatility_sql() | trim }}
    PARALLEL {{ parallel | upper }}
    AS
{%- endmacro %}
