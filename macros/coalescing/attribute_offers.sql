{% macro attribute_offers(source_kind, relation, key, attributes) -%}
    {#- What one kind of source offers for each attribute of an entity, one row per value; null offers nothing. -#}
    select
        offer_of.{{ key }},
        offered.attribute,
        '{{ source_kind }}' as source_kind,
        offered.value,
        offer_of.workflow_slug,
        offer_of.record_id,
        offer_of.observed_at
    from {{ relation }} as offer_of
    cross join lateral (
        values
        {% for name, expression in attributes.items() -%}
        ('{{ name }}', (offer_of.{{ expression }})::text){{ ',' if not loop.last }}
        {% endfor -%}
    ) as offered (attribute, value)
    where offer_of.{{ key }} is not null and offered.value is not null
{%- endmacro %}
