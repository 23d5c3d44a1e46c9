{% macro person_offers() -%}
    {#- What is offered to each person, under the address that core keeps them by; `known_as` is the one that was named.
        Two halves, so that a condition on `linkedin_url` reaches the index of each. -#}
    {%- set columns = [
        'attribute', 'source_kind', 'value', 'workflow_slug', 'record_id', 'entity_key', 'payload_id', 'observed_at'
    ] -%}
    {%- set offers = ref('extracted__person_attributes') -%}
    {%- set addresses = ref('reference__person_identities') -%}
    select
        offer.linkedin_url,
        offer.linkedin_url as known_as,
        offer.{{ columns | join(',\n        offer.') }}
    from {{ offers }} as offer
    where not exists (
        select 1 from {{ addresses }} as address
        where address.linkedin_url = offer.linkedin_url and address.person_linkedin_url <> address.linkedin_url
    )
    union all
    select
        address.person_linkedin_url as linkedin_url,
        offer.linkedin_url as known_as,
        offer.{{ columns | join(',\n        offer.') }}
    from {{ addresses }} as address
    inner join {{ offers }} as offer on address.linkedin_url = offer.linkedin_url
    where address.person_linkedin_url <> address.linkedin_url
{%- endmacro %}
