{% macro definition_of(sql, numbers=true) -%}
    {#- Digest of what a node is made from: its SQL, its settings, and the columns of what it reads, for a `*` means others
        when these change. Without the name of the database, so that a copy of it stands as well, and without numbers
        for a model whose SQL holds its window. -#}
    {%- set named = sql | replace('"' ~ this.database ~ '".', '') -%}
    {%- set text = named if numbers else modules.re.sub('[0-9]+', '0', named) -%}
    {%- set columns = [model.columns | list] -%}
    {%- for id in model.depends_on.nodes -%}
        {%- do columns.append((graph.nodes.get(id) or graph.sources.get(id) or {}).get('columns', {}) | list) -%}
    {%- endfor -%}
    {%- set settings = [config.get('grants'), config.get('persist_docs'), config.get('indexes'), config.get('unique_key')] -%}
    {{- return(local_md5(text ~ columns ~ settings)) -}}
{%- endmacro %}
