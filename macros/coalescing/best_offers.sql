{% macro best_offers(entity, relation, key) -%}
    {#- Of all offers for an attribute the best: the order of sources is a seed, then the newest observation, then a
        tie-break that depends on the delivery alone. -#}
    select distinct on (ranked.{{ key }}, ranked.attribute)
        ranked.{{ key }},
        ranked.attribute,
        ranked.value,
        ranked.observed_at,
        {{ offer_origin('ranked') }} as origin
    from (
        {{ with_priority(entity, relation) }}
    ) as ranked
    order by ranked.{{ key }}, ranked.attribute, {{ offer_order() }}
{%- endmacro %}
