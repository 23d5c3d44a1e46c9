{% macro postgres__scalar_function_create_replace_signature_sql(target_relation) -%}
    {%- set parallel = model.config.get('meta', {}).get('parallel', 'safe') -%}
    {%- if parallel not in ('safe', 'restricted', 'unsafe') -%}
        {%- do exceptions.raise_compiler_error(
            "Function " ~ model.name ~ ": meta.parallel must be safe, restricted or unsafe"
        ) -%}
    {%- endif -%}
    CREATE OR REPLACE FUNCTION {{ target_relation.render() }} ({{ formatted_scalar_function_args_sql() }})
    RETURNS {{ model.returns.data_type }}
    {{ scalar_function_volatility_sql() | trim }}
    PARALLEL {{ parallel | upper }}
    AS
{%- endmacro %}
