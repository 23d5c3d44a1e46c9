{#- Location texts that no rule has looked at yet; the text is the key. -#}
{%- set sources = {'extracted__company_attributes': 'location', 'extracted__person_attributes': 'location_name'} -%}

{% for model, attribute in sources.items() -%}
select
    'reference.location_rules' as core_table,
    '{{ model | replace("__", ".") }}' as extracted_table,
    record.workflow_slug,
    record.value as entity_key,
    min(record.observed_at) as since
from {{ ref(model) }} as record
left join {{ ref('reference__location_rules') }} as known on record.value = known.location_name
where
    record.attribute = '{{ attribute }}'
    and {{ is_compared('reference.location_rules', model | replace('__', '.')) }}
    and length(record.value) <= 400 and known.location_name is null
group by record.workflow_slug, record.value
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
