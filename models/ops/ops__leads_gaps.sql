{#- Who is missing: table, the offers that should be in it, and its key. -#}
{%- set located = "record.attribute in ('location_name', 'country')" -%}
{%- set tables = {
    'core__lead_records': ['extracted__person_attributes', 'linkedin_url', 'true'],
    'core__person_locations': ['extracted__person_attributes', 'linkedin_url', located],
    'reference__company_profiles': ['extracted__company_attributes', 'company_domain', 'true'],
} -%}
{% for table, (offers, key, condition) in tables.items() -%}
select
    '{{ table | replace("__", ".") }}' as core_table,
    '{{ offers | replace("__", ".") }}' as extracted_table,
    record.workflow_slug,
    record.{{ key }} as entity_key,
    min(record.observed_at) as since
from {{ ref(offers) }} as record
left join {{ ref(table) }} as known on record.{{ key }} = known.{{ 'domain' if key == 'company_domain' else key }}
where {{ condition }} and known.{{ 'domain' if key == 'company_domain' else key }} is null
group by record.workflow_slug, record.{{ key }}
union all
{% endfor -%}
{{ missing_in_core(
    'reference__places', 'extracted__location_answers', {'location_key': 'record.location_key'}, 'true'
) }}
