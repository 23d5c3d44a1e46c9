{% macro changed_companies(plan, missing) -%}
    {#- Domains of core.companies whose golden record may be another now: query for a model whose plan has the sources
        extracted__company_attributes and reference__company_domain_aliases. Former targets of an alias that has moved are
        found in all answers, so that a company hears that it has lost an alias. `missing`: anti-join of a heal. -#}
    {%- set aliases = ref('reference__company_domain_aliases') -%}
    with recursive moved as (
        select alias_domain as domain
        from {{ aliases }} as news
        where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
        union
        select answer.domain
        from {{ ref('extracted__company_redirects') }} as answer
        inner join moved on answer.alias_domain = moved.domain
    )

    select {{ company_of('news.company_domain') }} as domain
    from {{ ref('extracted__company_attributes') }} as news
    {{ join_company('news.company_domain') }}
    where {{ is_news(plan, 'extracted__company_attributes', 'news', missing) }}
    union
    select domain from moved
    union
    select news.domain
    from {{ aliases }} as news
    where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
{%- endmacro %}
