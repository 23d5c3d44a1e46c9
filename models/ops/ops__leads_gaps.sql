{#- Who is missing: table, whose offers should be in it, and which. -#}
{%- set located = "record.attribute in ('location_name', 'country', 'place')" -%}
{%- set tables = {
    'core__lead_records': ['person', 'true'],
    'core__person_locations': ['person', located],
    'reference__company_profiles': ['company', 'true'],
} -%}
{% for table, (entity, condition) in tables.items() -%}
{{ offers_missing(entity, table, condition) }}
union all
{% endfor -%}
{{ missing_in_core(
    'reference__places', 'extracted__location_answers', {'location_key': 'record.location_key'}, 'true'
) }}
