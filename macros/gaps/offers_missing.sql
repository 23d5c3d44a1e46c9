{% macro offers_missing(entity, core, condition) -%}
    {#- Offers (extracted__<entity>_attributes, alias `record`) of entities that a table lacks under the key that core keeps them
        by, aliases folded in. `core`: model of the table; `condition`: which offers ought to be in it. -#}
    {%- set core_table = core | replace('__', '.') -%}
    {%- set extracted_table = 'extracted.' ~ entity ~ '_attributes' -%}
    {%- set key = 'linkedin_url' if entity == 'person' else 'domain' -%}
    {%- set named = 'record.linkedin_url' if entity == 'person' else 'record.company_domain' -%}
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        record.workflow_slug,
        {{ named }} as entity_key,
        min(record.observed_at) as since
    from {{ ref('extracted__' ~ entity ~ '_attributes') }} as record
    {{ join_person(named) if entity == 'person' else join_company(named) }}
    left join {{ ref(core) }} as known
        on {{ person_of(named) if entity == 'person' else company_of(named) }} = known.{{ key }}
    where {{ condition }} and known.{{ key }} is null and {{ is_compared(core_table, extracted_table) }}
    group by record.workflow_slug, {{ named }}
{%- endmacro %}
