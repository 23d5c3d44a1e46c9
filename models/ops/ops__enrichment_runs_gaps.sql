{#- Records of every kind that the deliveries lack, and deliveries that the runs lack, by comparing keys. -#}
with record as (
    {% for kind in run_subjects() -%}
    select
        record_id,
        'extracted.{{ kind }}' as extracted_table,
        workflow_slug,
        entity_key,
        received_at
    from {{ ref('extracted__' ~ kind) }} as parsed
    where {{ is_compared('reference.enrichment_deliveries', 'extracted.' ~ kind, 'parsed') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    'reference.enrichment_deliveries' as core_table,
    record.extracted_table,
    record.workflow_slug,
    record.entity_key,
    min(record.received_at) as since
from record
left join {{ ref('reference__enrichment_deliveries') }} as known on record.record_id = known.record_id
where known.record_id is null
group by record.extracted_table, record.workflow_slug, record.entity_key
union all
select
    'reference.enrichment_runs' as core_table,
    'reference.enrichment_deliveries' as extracted_table,
    told.workflow_slug,
    told.entity_key,
    min(told.first_received_at) as since
from {{ ref('reference__enrichment_deliveries') }} as told
left join {{ ref('reference__enrichment_runs') }} as run
    on
        told.entity_key = run.entity_key
        and told.entity_type = run.entity_type
        and told.workflow_slug = run.workflow_slug
where
    {{ is_compared('reference.enrichment_runs', 'reference.enrichment_deliveries', 'told') }}
    and told.outcome <> 'replayed' and run.entity_key is null
group by told.workflow_slug, told.entity_key
