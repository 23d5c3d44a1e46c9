{% macro similar_companies(relation, answers) -%}
    {#- CTEs up to `lookalike`: the companies that the answers of a relation's records list as similar, each under the company
        that was asked for (`input_domain`), with the key that repeats share. -#}
asked as (
    select
        {{ relation }}.*,
        each_answer.element as answer,
        {{ site_domain(text_of('each_answer.element', 'domain')) }} as sent_input_domain
    from {{ relation }}
    cross join lateral jsonb_array_elements({{ answers }}) as each_answer (element)
),

listed as (
    select
        asked.*,
        coalesce(domain_alias.domain, asked.sent_input_domain) as input_domain,
        company.element,
        company.position,
        {{ text_of('company.element', 'id') }} as company_id,
        {{ function('clean_line') }}({{ text_of('company.element', 'name') }}) as company_name,
        {{ site_domain(text_of('company.element', 'domain')) }} as similar_domain
    from asked
    cross join lateral jsonb_array_elements(asked.answer -> 'companies') with ordinality as company (element, position)
    {{ join_domain_rules('asked.sent_input_domain') }}
    where asked.sent_input_domain is not null and junk.domain is null
),

aliased as (
    {{ with_company_domain('listed', sent='similar_domain') }}
),

lookalike as (
    select
        aliased.*,
        {{ function('short_key') }}(coalesce(
            case when junk_kind is null then company_domain end,
            company_id,
            {{ function('customer_key') }}(company_name)
        )) as similar_key
    from aliased
)
{%- endmacro %}
