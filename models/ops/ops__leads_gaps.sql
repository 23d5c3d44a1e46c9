{#- Who is missing: table, the offers that should be in it, whose they are (address or domain after its aliases). -#}
{%- set located = "record.attribute in ('location_name', 'country', 'place')" -%}
{%- set tables = {
    'core__lead_records': ['person', 'linkedin_url', 'true'],
    'core__person_locations': ['person', 'linkedin_url', located],
    'reference__company_profiles': ['company', 'domain', 'true'],
} -%}
{% for table, (entity, key, condition) in tables.items() -%}
{%- set named = 'record.linkedin_url' if entity == 'person' else 'record.company_domain' -%}
select
    '{{ table | replace("__", ".") }}' as core_table,
    'extracted.{{ entity }}_attributes' as extracted_table,
    record.workflow_slug,
    {{ named }} as entity_key,
    min(record.observed_at) as since
from {{ ref('extracted__' ~ entity ~ '_attributes') }} as record
{{ join_person(named) if entity == 'person' else join_company(named) }}
left join {{ ref(table) }} as known
    on {{ person_of(named) if entity == 'person' else company_of(named) }} = known.{{ key }}
where
    {{ condition }} and known.{{ key }} is null
    and {{ is_compared(table | replace('__', '.'), 'extracted.' ~ entity ~ '_attributes') }}
group by record.workflow_slug, {{ named }}
union all
{% endfor -%}
{{ missing_in_core(
    'reference__places', 'extracted__location_answers', {'location_key': 'record.location_key'}, 'true'
) }}
