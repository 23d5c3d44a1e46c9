{% macro records_not_offered(entity, core, kinds) -%}
    {#- Records of several kinds that make an entity known, and none as new of their kind offers anything to its golden
        record. `core`: model with the golden records. `kinds`: kind of record to the `key` of the entity in it, and where
        needed `source`, under which it offers if that is not its kind, and `where`, which records count if not all good ones;
        expressions over `parsed`. Every record offers the key itself. -#}
    {%- set core_table = core | replace('__', '.') -%}
    {%- set named = 'linkedin_url' if entity == 'person' else 'company_domain' -%}
    {%- set identity = 'linkedin_url' if entity == 'person' else 'domain' -%}
    select
        '{{ core_table }}' as core_table,
        record.extracted_table,
        record.workflow_slug,
        record.entity_key,
        min(record.received_at) as since
    from (
        {% for kind, told in kinds.items() -%}
        select
            'extracted.{{ kind }}' as extracted_table,
            parsed.{{ told.key }} as entity_key,
            {{ told.source or "'" ~ kind ~ "'" }} as source_kind,
            parsed.workflow_slug,
            parsed.received_at,
            parsed.observed_at
        from {{ ref('extracted__' ~ kind) }} as parsed
        where {{ told.where or 'parsed.rejected_reason is null' }} and parsed.{{ told.key }} is not null
            and {{ is_compared(core_table, 'extracted.' ~ kind, 'parsed') }}
        {% if not loop.last %}union all
        {% endif -%}
        {% endfor -%}
    ) as record
    left join {{ ref('extracted__' ~ entity ~ '_attributes') }} as known
        on record.entity_key = known.{{ named }}
        and known.attribute = '{{ identity }}'
        and record.source_kind = known.source_kind
        and record.observed_at <= known.observed_at
    where known.{{ named }} is null
    group by record.extracted_table, record.workflow_slug, record.entity_key
{%- endmacro %}
