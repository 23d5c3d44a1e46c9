{% macro careers_with_news(plan, missing) -%}
    {#- Addresses of persons whose jobs may be others now: named by a new profile, or with another address than before.
        `missing`: anti-join of a heal over news. -#}
    select news.linkedin_url
    from {{ ref('extracted__person_experience') }} as news
    {{ join_person('news.linkedin_url') }}
    where {{ is_news(plan, 'extracted__person_experience', 'news', missing) }}
    union
    select news.linkedin_url
    from {{ ref('reference__person_identities') }} as news
    where {{ is_news(plan, 'reference__person_identities', 'news') }}
{%- endmacro %}
