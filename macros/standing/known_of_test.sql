{% macro known_of_test(digest) -%}
    {#- What is known of a test before it is run: the state of the tables behind it (none when that cannot be known),
        whether it has passed on just these, and the answer that dbt gets then. -#}
    {%- set behind = tables_behind(model) -%}
    {%- if behind is none -%}{{- return({'state': none, 'stands': false}) -}}{%- endif -%}
    {%- set hold = (config.get('meta') or {}).get('stands_for', '24 hours') -%}
    {%- set answer = run_query(
        "select 0 as failures, false as should_warn, false as should_error, state, stands from ops.test_stands('"
        ~ model.unique_id ~ "', '" ~ digest ~ "', array['" ~ behind.nodes | join("', '") ~ "']::text[], " ~ behind.landed
        ~ ", '" ~ invocation_id ~ "', interval '" ~ hold ~ "')"
    ) -%}
    {%- set row = answer.rows[0] -%}
    {{- return({
        'state': row['state'], 'stands': row['stands'],
        'answer': answer.select(['failures', 'should_warn', 'should_error'])
    }) -}}
{%- endmacro %}
