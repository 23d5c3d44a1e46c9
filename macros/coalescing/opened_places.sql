{% macro opened_places(relation) -%}
    {#- Offers for companies with places taken apart: the city of `place`, the state of `place_state` and `region`, each with
        the city and the country of its record. A country bears its English name (rule N11); `raw_value` is what was
        sent. -#}
    select
        offer.domain,
        offer.company_domain,
        offer.is_of_alias,
        part.attribute,
        coalesce(country.name, part.value) as value,
        part.value as raw_value,
        offer.source_kind,
        offer.workflow_slug,
        offer.record_id,
        offer.entity_key,
        offer.payload_id,
        offer.observed_at,
        part.city_of_record,
        coalesce(country_of_record.name, part.country_of_record) as country_of_record
    from {{ relation }} as offer
    cross join lateral (
        select
            offer.attribute,
            offer.value,
            null::text as city_of_record,
            null::text as country_of_record
        where offer.attribute not in ('city', 'state', 'place', 'place_state', 'region')
        union all
        select
            named.attribute,
            place.parts ->> named.attribute as value,
            place.parts ->> 'city' as city_of_record,
            place.parts ->> 'country' as country_of_record
        from (values ('city'), ('state')) as named (attribute)
        cross join (
            select {{ function('try_jsonb') }}(offer.value) as parts
            where offer.attribute in ('place', 'place_state', 'region')
        ) as place
        where (named.attribute = 'state' or offer.attribute = 'place') and place.parts ->> named.attribute is not null
    ) as part
    left join {{ ref('reference__country_spellings') }} as country
        on part.attribute = 'country' and lower(part.value) = country.spelling
    left join {{ ref('reference__country_spellings') }} as country_of_record
        on lower(part.country_of_record) = country_of_record.spelling
{%- endmacro %}
