{% macro vocabulary_values(vocabulary, relation, attribute, entity_key, matched) -%}
    {#- The values of one vocabulary, each once, with what it matches. Grouped first: a value is matched once, however
        many have it. -#}
    select
        '{{ vocabulary }}' as vocabulary,
        said.raw_value,
        ({{ matched }})::text as matched_value,
        said.records,
        said.entities,
        said.first_seen,
        said.last_seen,
        said.example_workflow
    from (
        select
            value as raw_value,
            count(*) as records,
            count(distinct {{ entity_key }}) as entities,
            min(observed_at) as first_seen,
            max(observed_at) as last_seen,
            (array_agg(workflow_slug order by observed_at desc, record_id desc))[1] as example_workflow
        from {{ relation }}
        where attribute = '{{ attribute }}'
        group by value
    ) as said
{%- endmacro %}
