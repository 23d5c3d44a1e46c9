{%- set plan = plan_window(['extracted__similar_company_search']) -%}
{%- set missing = 'parent.companies_found > 0 and ' ~ absent({
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with search as (
    {{ news_of_parent(
        'extracted__similar_company_search', 'similar_company_search', 'companies_found', plan, missing
    ) }}
),

asked as (
    select
        search.*,
        each_answer.element as answer,
        {{ site_domain(text_of('each_answer.element', 'domain')) }} as sent_input_domain
    from search
    cross join
        lateral jsonb_array_elements({{ function('similar_company_answers') }}(search.body)) as each_answer (element)
),

listed as (
    select
        asked.*,
        coalesce(domain_alias.domain, asked.sent_input_domain) as input_domain,
        company.element,
        company.position,
        {{ text_of('company.element', 'id') }} as company_id,
        {{ function('clean_line') }}({{ text_of('company.element', 'name') }}) as company_name,
        {{ site_domain(text_of('company.element', 'domain')) }} as sent_domain
    from asked
    cross join lateral jsonb_array_elements(asked.answer -> 'companies') with ordinality as company (element, position)
    {{ join_domain_rules('asked.sent_input_domain') }}
    where asked.sent_input_domain is not null and junk.domain is null
),

keyed as (
    {{ with_company_domain('listed') }}
)

-- The same company twice in an answer is one row.
select distinct on (entity_key, record_id, input_domain, similar_key)
    entity_key,
    record_id,
    input_domain,
    similar_key,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    {{ text_of('body', 'batch_id') }} as batch_id,
    company_id,
    company_name,
    case when junk_kind is null then company_domain end as company_domain,
    {{ text_of('element', 'website') }} as company_website,
    {{ text_of('element', 'industry') }} as company_industry,
    {{ text_of('element', 'description') }} as company_description,
    array(
        select {{ function('json_text') }}(word.element)
        from
            jsonb_array_elements({{ function('json_array') }}(named.element -> 'keywords'))
            with ordinality as word (element, position)
        where {{ function('json_text') }}(word.element) is not null
        order by word.position
    ) as company_keywords,
    {{ text_of('element', 'logo_url') }} as company_logo_url,
    {{ function('parse_number') }}({{ function('json_text') }}(answer -> 'scores' -> company_id)) as similarity_score,
    {{ generation(plan) }} as changed_in
from (
    select
        keyed.*,
        {{ function('short_key') }}(coalesce(
            case when keyed.junk_kind is null then keyed.company_domain end,
            keyed.company_id,
            {{ function('customer_key') }}(keyed.company_name)
        )) as similar_key
    from keyed
) as named
where similar_key is not null
order by entity_key, record_id, input_domain, similar_key, position
