{% macro inferred_answers(table, attributes) -%}
    {#- The rows of a seed document's table of inferences: one per good record, with a column for each attribute that it
        was asked about. An answer that no question knows is null there; `raw_answer` has it as given. -#}
    select
        record.record_id,
        record.payload_id,
        record.workflow_slug,
        record.received_at,
        record.observed_at,
        record.company_domain as domain,
        record.pricing_page_url,
        {% for attribute in attributes -%}
        {{ attribute }}.value as {{ attribute }},
        {% endfor -%}
        record.explanation,
        record.confidence,
        record.provider,
        record.model,
        coalesce(record.answer, to_jsonb(record.answer_text)) as raw_answer,
        true as raw_answer_kept
    from (
        select * from {{ ref('extracted__company_inference') }} where {{ delivered_to('extracted.' ~ table) }}
    ) as record
    {%- for attribute in attributes %}
    left join {{ ref('extracted__company_inferred_values') }} as {{ attribute }}
        on record.entity_key = {{ attribute }}.entity_key
        and record.record_id = {{ attribute }}.record_id
        and {{ attribute }}.attribute = '{{ attribute }}'
    {%- endfor %}
{%- endmacro %}
