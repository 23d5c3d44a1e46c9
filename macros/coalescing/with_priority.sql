{% macro with_priority(entity, relation) -%}
    {#- Offers with the place of their source in the seed's order: its row for the attribute, else its row for all. A source
        that the seed does not know is who claims an upsert of a company, and ranks as one. -#}
    select
        offer.*,
        coalesce(exact_rule.priority, default_rule.priority, upsert_rule.priority, 1000) as priority
    from {{ relation }} as offer
    left join {{ ref('source_priority') }} as exact_rule
        on exact_rule.entity = '{{ entity }}'
        and offer.attribute = exact_rule.attribute
        and offer.source_kind = exact_rule.source_kind
    left join {{ ref('source_priority') }} as default_rule
        on default_rule.entity = '{{ entity }}'
        and default_rule.attribute = '*'
        and offer.source_kind = default_rule.source_kind
    left join {{ ref('source_priority') }} as upsert_rule
        on upsert_rule.entity = '{{ entity }}'
        and upsert_rule.attribute = '*'
        and upsert_rule.source_kind = 'company_upsert'
{%- endmacro %}
