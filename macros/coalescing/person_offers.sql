{% macro person_offers() -%}
    {#- What is offered to each person, under the address that core keeps them by; `known_as` is the one that was named. -#}
    select
        offer.linkedin_url,
        offer.linkedin_url as known_as,
        offer.attribute,
        offer.source_kind,
        offer.value,
        offer.workflow_slug,
        offer.record_id,
        offer.entity_key,
        offer.payload_id,
        offer.observed_at
    from {{ ref('extracted__person_attributes') }} as offer
{%- endmacro %}
