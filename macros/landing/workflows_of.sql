{% macro workflows_of(record_kind) -%}
    {#- The workflows that carry a kind of record, read from the registry, so that a new one is a row and no SQL. -#}
    {%- set registry = ref('enrichment_workflow_registry') -%}
    {%- set found = {'slugs': ['?'], 'raw_tables': ['?'], 'payload_paths': [], 'key_paths': []} -%}
    {%- if execute -%}
        {%- set rows = run_query(
            "select workflow_slug, raw_table, to_json(payload_paths)::text, to_json(key_paths)::text from " ~ registry
            ~ " where record_kind = '" ~ record_kind ~ "' order by workflow_slug"
        ).rows -%}
        {%- for row in rows -%}
            {%- do found.slugs.append(row[0]) -%}
            {%- do found.raw_tables.append(row[1]) -%}
            {%- do found.payload_paths.extend(fromjson(row[2] or '[]')) -%}
            {%- do found.key_paths.extend(fromjson(row[3] or '[]')) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return({
        'slugs': found.slugs | unique | list,
        'raw_tables': found.raw_tables | unique | list,
        'payload_paths': found.payload_paths | unique | list,
        'key_paths': found.key_paths | unique | list,
    }) -}}
{%- endmacro %}
