{#- The other side of the books, found by comparing keys: a record stands for a body that raw holds. -#}
with record as (
    {% for kind in run_subjects() -%}
    select
        '{{ kind }}' as record_kind,
        parsed.record_id,
        parsed.workflow_slug,
        parsed.entity_key,
        parsed.payload_id,
        parsed.received_at
    from {{ ref('extracted__' ~ kind) }} as parsed
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select record.*
from record
inner join {{ ref('enrichment_workflow_registry') }} as registry on record.workflow_slug = registry.workflow_slug
left join {{ source('raw', 'payloads') }} as delivery
    on
        registry.raw_table = delivery.raw_table
        and record.entity_key = delivery.entity_key
        and record.payload_id = delivery.payload_id
where delivery.payload_id is null
