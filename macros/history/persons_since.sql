{% macro persons_since(plan, news) -%}
    {#- Query of the persons that a snapshot looks at: named in `news` (query of addresses), or with another address than
        before; under every address, so that one that has become an alias is seen to be gone. -#}
    with said as (
        {{ news }}
        union
        select news.linkedin_url
        from {{ ref('reference__person_identities') }} as news
        where {{ news_since(plan, 'reference__person_identities', 'news') }}
    ),

    address as (
        {{ addresses_of_persons('said') }}
    )

    select distinct linkedin_url from address
{%- endmacro %}
