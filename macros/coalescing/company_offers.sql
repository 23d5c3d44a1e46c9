{% macro company_offers(wanted=none) -%}
    {#- What is offered to each company, under the domain that core keeps it by: offers for an alias count for the company
        that the alias stands for, after its own. `wanted`: CTE with the `domain`s that are asked for; all without.
        Two halves, so that a condition on `domain` reaches the index of each. -#}
    {%- set offers = ref('extracted__company_attributes') -%}
    {%- set aliases = ref('reference__company_domain_aliases') -%}
    select
        offer.company_domain as domain,
        false as is_of_alias,
        offer.*
    from {{ offers }} as offer
    {%- if wanted %}
    inner join {{ wanted }} as wanted on offer.company_domain = wanted.domain
    {%- endif %}
    where not exists (
        select 1 from {{ aliases }} as alias
        where alias.alias_domain = offer.company_domain and alias.domain <> alias.alias_domain
    )
    union all
    select
        alias.domain,
        true as is_of_alias,
        offer.*
    from {{ aliases }} as alias
    inner join {{ offers }} as offer on alias.alias_domain = offer.company_domain
    {%- if wanted %}
    inner join {{ wanted }} as wanted on alias.domain = wanted.domain
    {%- endif %}
    where alias.domain <> alias.alias_domain
{%- endmacro %}
