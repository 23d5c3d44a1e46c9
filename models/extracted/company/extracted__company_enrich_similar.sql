{%- set plan = plan_window(['extracted__similar_company_search']) -%}
{%- set missing = incomplete('parent.companies_found', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with search as (
    {{ news_of_parent(
        'extracted__similar_company_search', 'similar_company_search', 'companies_found', plan, missing
    ) }}
),

{{ similar_companies('search', function('similar_company_answers') ~ '(search.body)') }}

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
            jsonb_array_elements({{ list_or_words("lookalike.element -> 'keywords'") }})
            with ordinality as word (element, position)
        where {{ function('json_text') }}(word.element) is not null
        order by word.position
    ) as company_keywords,
    {{ text_of('element', 'logo_url') }} as company_logo_url,
    {{ function('parse_number') }}({{ function('json_text') }}(answer -> 'scores' -> company_id)) as similarity_score,
    {{ generation(plan) }} as changed_in
from lookalike
where similar_key is not null
order by entity_key, record_id, input_domain, similar_key, position
