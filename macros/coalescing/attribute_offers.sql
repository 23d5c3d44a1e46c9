{% macro attribute_offers(plan, source_kind, offers, entity_key) -%}
    {#- What the news of one kind of record offers for each attribute of an entity, one row per value; null and a word that
        says nothing ('N/A', macro is_no_offer) offer nothing. `offers`: `key` of the entity, `attributes` (expressions
        over `news`), `source` when the record itself says who claims it, `where`. City and state are offered as a place,
        and what is told of a job names its employer (macro named_employer). The entity's key is an attribute of its
        own: who offers nothing else is known too. What vocabularies match is one line with single spaces. -#}
    {%- set one_line = [
        'annual_revenue', 'company_type', 'country', 'industry', 'location', 'location_name', 'size_range'
    ] -%}
    {%- set model = 'extracted__' ~ source_kind -%}
    {%- set attributes = dict(offers.attributes) -%}
    {%- if 'city' in attributes -%}
        {%- do attributes.update(place_offers('said')) -%}
        {%- for part in ['city', 'state'] -%}{%- do attributes.pop(part) -%}{%- endfor -%}
    {%- endif -%}
    {%- set source = offers.get('source', "'" ~ source_kind ~ "'") -%}
    {%- set identity = entity_key | replace('company_', '') -%}
    {%- set missing = absent(
        {entity_key: offers.key, 'attribute': "'" ~ identity ~ "'", 'source_kind': source}, as_of='observed_at'
    ) -%}
    select
        {{ offers.key }} as {{ entity_key }},
        offered.attribute,
        {{ source }} as source_kind,
        offered.value,
        news.workflow_slug,
        news.record_id,
        news.entity_key,
        news.payload_id,
        news.observed_at
        {%- if 'latest_company' in attributes %},
        case when offered.attribute like 'latest_%' then {{ named_employer(attributes) }} end as employer
        {%- endif %}
    from {{ ref(model) }} as news
    {%- if 'city' in offers.attributes %}
    cross join lateral (
        {{ place_parts(offers.attributes) }}
    ) as said
    {%- endif %}
    cross join lateral (
        values
        ('{{ identity }}', {{ offers.key }})
        {%- for name, expression in attributes.items() -%}
        ,
        ('{{ name }}', {{ function('clean_line') if name in one_line }}({{ expression }})::text)
        {%- endfor %}
    ) as offered (attribute, value)
    where {{ offers.get('where', 'news.rejected_reason is null') }}
        and {{ offers.key }} is not null and offered.value is not null
        and (offered.attribute = '{{ identity }}' or not {{ is_no_offer('offered.attribute', 'offered.value') }})
        and {{ is_news(plan, model, 'news', missing) }}
{%- endmacro %}
