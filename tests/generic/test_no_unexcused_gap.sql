{% test no_unexcused_gap(model, condition) %}
{#- Fails with every gap for which the condition holds and which the seed known_gaps does not excuse today. The gaps are
    found first, whole: asked of every row of extracted, the seed would take longer than all the rest. -#}
-- depends_on: {{ ref('known_gaps') }}
with gap as materialized (
    select * from {{ model }} where {{ condition }}
)

select * from gap where not ops.is_known_gap(core_table, workflow_slug, entity_key)
{% endtest %}
