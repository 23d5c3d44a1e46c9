{% macro short_of_rows(child, parent, count, key, condition='true') -%}
    {#- Records of a table of extracted of which a child has fewer rows than the record says it lists. A sweep counts the
        rows of the whole child once; a check of the news looks up those of the records that changed. -#}
    {%- set core_table, extracted_table = child | replace('__', '.'), parent | replace('__', '.') -%}
    {%- set is_swept -%}ops.is_gap_sweep('{{ core_table }}', '{{ extracted_table }}'){%- endset -%}
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        record.workflow_slug,
        {{ key }} as entity_key,
        min(record.received_at) as since
    from {{ ref(parent) }} as record
    left join (
        select entity_key, record_id, count(*) as listed_rows
        from {{ ref(child) }}
        where {{ is_swept }}
        group by entity_key, record_id
    ) as every on record.entity_key = every.entity_key and record.record_id = every.record_id
    where {{ is_compared(core_table, extracted_table) }}
        and record.rejected_reason is null and {{ condition }}
        and record.{{ count }} > case
            when {{ is_swept }} then coalesce(every.listed_rows, 0)
            else (
                select count(*) from {{ ref(child) }} as own
                where own.entity_key = record.entity_key and own.record_id = record.record_id
            )
        end
    group by record.workflow_slug, {{ key }}
{%- endmacro %}
