{% macro offers_not_shown(entity, core, known, known_key) -%}
    {#- Offers of an entity for which core has no golden record, or one that does not show them. `core`: model with the
        golden records; `known`, `known_key`: where they are looked for, under other keys as well. -#}
    {%- set core_table, offers = core | replace('__', '.'), 'extracted__' ~ entity ~ '_attributes' -%}
    {%- set extracted_table = offers | replace('__', '.') -%}
    {%- set compared = is_compared(core_table, extracted_table, 'offer') -%}
    {%- set key = 'domain' if entity == 'company' else 'linkedin_url' -%}
    {%- set named = 'offer.company_domain' if entity == 'company' else 'offer.linkedin_url' -%}
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        offer.workflow_slug,
        {{ named }} as entity_key,
        min(offer.observed_at) as since
    from {{ ref(offers) }} as offer
    left join {{ ref(known) }} as known on {{ named }} = known.{{ known_key }}
    where offer.attribute = '{{ key }}' and known.{{ known_key }} is null and {{ compared }}
    group by offer.workflow_slug, {{ named }}
    union all
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        unheard.workflow_slug,
        concat_ws(' / ', unheard.entity_key, unheard.attribute) as entity_key,
        min(unheard.observed_at) as since
    from (
        {{ unheard_offers(entity, ref(core), compared) }}
    ) as unheard
    group by unheard.workflow_slug, unheard.entity_key, unheard.attribute
{%- endmacro %}
