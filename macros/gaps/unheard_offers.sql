{% macro unheard_offers(entity, golden, compared='true') -%}
    {#- Offers (alias `offer`) that the golden record of their key does not show although it is there: it has no value, or it
        is older than the offer and shows one of a source that ranks lower, or an older one of the same rank.
        A job that its source has replaced is to be left out. `golden`: the table; `compared`: which offers. -#}
    {%- set key = 'domain' if entity == 'company' else 'linkedin_url' -%}
    {%- set named = 'company_domain' if entity == 'company' else 'linkedin_url' -%}
    {%- set columns = golden_columns(entity) -%}
    {%- set is_lost -%}
    case offer.attribute
        {%- for attribute, column in columns.items() %}
        when '{{ attribute }}' then known.{{ column }} is null
        {%- endfor %}
    end
    {%- endset -%}
    with doubted as (
        select
            offer.{{ named }} as entity_key,
            offer.attribute,
            offer.source_kind,
            offer.workflow_slug,
            offer.observed_at,
            {{ is_lost }} as is_lost,
            known.attribute_sources
        from {{ ref('extracted__' ~ entity ~ '_attributes') }} as offer
        inner join {{ golden }} as known on offer.{{ named }} = known.{{ key }}
        where offer.attribute in ('{{ columns.keys() | join("', '") }}') and {{ compared }}
            and (offer.observed_at > known.updated_at or {{ is_lost }})
            {%- if entity == 'person' %}
            and {{ is_of_present_job('offer') }}
            {%- endif %}
    ),

    shown as (
        select
            entity_key, attribute, workflow_slug, observed_at, is_lost,
            priority as offered_rank,
            attribute_sources #>> array[attribute, 'source_kind'] as source_kind,
            (attribute_sources #>> array[attribute, 'observed_at'])::timestamptz as shown_at
        from (
            {{ with_priority(entity, 'doubted') }}
        ) as ranked
    )

    select entity_key, attribute, workflow_slug, observed_at
    from (
        {{ with_priority(entity, 'shown') }}
    ) as judged
    where is_lost or offered_rank < priority or offered_rank = priority and shown_at < observed_at
{%- endmacro %}
