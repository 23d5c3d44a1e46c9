{% macro offers_not_shown(entity, core) -%}
    {#- Offers of an entity for which core has no golden record, or one that does not show them. `core`: model with the
        golden records. -#}
    {%- set core_table = core | replace('__', '.') -%}
    {%- set extracted_table = 'extracted.' ~ entity ~ '_attributes' -%}
    {{ offers_missing(entity, core, "record.attribute = '" ~ ('linkedin_url' if entity == 'person' else 'domain') ~ "'") }}
    union all
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        unheard.workflow_slug,
        concat_ws(' / ', unheard.entity_key, unheard.attribute) as entity_key,
        min(unheard.observed_at) as since
    from (
        {{ unheard_offers(entity, ref(core), is_compared(core_table, extracted_table, 'offer')) }}
    ) as unheard
    group by unheard.workflow_slug, unheard.entity_key, unheard.attribute
{%- endmacro %}
