{% macro best_offers(entity, relation, key) -%}
    {#- Of all offers for an attribute the best: the order of sources is a seed, then the newest observation, then a
        tie-break that depends on the delivery alone. -#}
    select distinct on (offer.{{ key }}, offer.attribute)
        offer.{{ key }},
        offer.attribute,
        offer.value,
        offer.observed_at,
        jsonb_build_object(
            'workflow', offer.workflow_slug,
            'source_kind', offer.source_kind,
            'source_id', offer.record_id,
            'observed_at', to_char(offer.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        ) as origin
    from {{ relation }} as offer
    left join {{ ref('source_priority') }} as exact_rule
        on exact_rule.entity = '{{ entity }}'
        and offer.attribute = exact_rule.attribute
        and offer.source_kind = exact_rule.source_kind
    left join {{ ref('source_priority') }} as default_rule
        on default_rule.entity = '{{ entity }}'
        and default_rule.attribute = '*'
        and offer.source_kind = default_rule.source_kind
    order by
        offer.{{ key }},
        offer.attribute,
        coalesce(exact_rule.priority, default_rule.priority, 1000),
        offer.observed_at desc,
        offer.record_id desc,
        offer.value desc
{%- endmacro %}
