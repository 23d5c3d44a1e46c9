{#- Location texts that no rule has looked at yet; the text is the key. -#}
{% for model, (name, wanted) in location_texts('record').items() -%}
select
    'reference.location_rules' as core_table,
    '{{ model | replace("__", ".") }}' as extracted_table,
    record.workflow_slug,
    {{ name }} as entity_key,
    min(record.observed_at) as since
from {{ ref(model) }} as record
left join {{ ref('reference__location_rules') }} as known on {{ name }} = known.location_name
where
    {{ wanted }}
    and {{ is_compared('reference.location_rules', model | replace('__', '.')) }}
    and length({{ name }}) <= 400 and known.location_name is null
group by record.workflow_slug, {{ name }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
