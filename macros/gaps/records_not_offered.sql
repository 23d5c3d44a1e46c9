{% macro records_not_offered(kinds, core_table, offers, key, attribute) -%}
    {#- Records of several kinds that make an entity known, and none as new of their kind offers anything to its golden
        record. `kinds`: kind of record to the key of the entity in it, the source under which it offers, if not its kind,
        and which of its records count, if not all good ones. `offers`: model with what is offered, by `key`; `attribute`:
        what every record offers, the key itself. -#}
    select
        '{{ core_table }}' as core_table,
        record.extracted_table,
        record.workflow_slug,
        record.entity_key,
        min(record.received_at) as since
    from (
        {% for kind, (column, source, condition) in kinds.items() -%}
        select
            'extracted.{{ kind }}' as extracted_table,
            parsed.{{ column }} as entity_key,
            {{ source or "'" ~ kind ~ "'" }} as source_kind,
            parsed.workflow_slug,
            parsed.received_at,
            parsed.observed_at
        from {{ ref('extracted__' ~ kind) }} as parsed
        where {{ condition or 'parsed.rejected_reason is null' }} and parsed.{{ column }} is not null
            and {{ is_compared(core_table, 'extracted.' ~ kind, 'parsed') }}
        {% if not loop.last %}union all
        {% endif -%}
        {% endfor -%}
    ) as record
    left join {{ ref(offers) }} as known
        on record.entity_key = known.{{ key }}
        and known.attribute = '{{ attribute }}'
        and record.source_kind = known.source_kind
        and record.observed_at <= known.observed_at
    where known.{{ key }} is null
    group by record.extracted_table, record.workflow_slug, record.entity_key
{%- endmacro %}
