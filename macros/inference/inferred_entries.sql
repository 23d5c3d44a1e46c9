{% macro inferred_entries(attribute, plan, missing) -%}
    {#- The entries that the new answers to a question of type list hold, each an object `element` with its `position`. -#}
    select
        record.entity_key,
        record.record_id,
        record.payload_id,
        record.workflow_slug,
        record.received_at,
        record.observed_at,
        record.company_domain,
        entry.element,
        entry.position
    from {{ ref('extracted__company_inference') }} as record
    inner join {{ ref('inference_questions') }} as question
        on record.workflow_slug = question.workflow_slug and question.attribute = '{{ attribute }}'
    cross join lateral jsonb_array_elements(
        {{ function('listed_entries') }}(
            {{ function('json_at') }}(record.answer, question.answer_keys), question.element_keys
        )
    ) with ordinality as entry (element, position)
    where record.rejected_reason is null and {{ says_something('entry.element', 'question.element_keys') }}
        and {{ is_news(plan, 'extracted__company_inference', 'record', missing) }}
{%- endmacro %}
