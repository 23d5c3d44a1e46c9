{%- set plan = plan_window(landed_sources('icp_industries')) -%}

with keyed as (
    {{ research_of_client('icp_industries', plan) }}
),

-- Only what stands under a key of its own is the matching model's answer; the rest of the body is the request, or the
-- result of a call, which has the mapping too.
answered as (
    select
        keyed.*,
        {{ function('model_answer') }}(jsonb_build_object(
            'llm_response', {{ function('json_at') }}(body, {{ text_array(answer_keys()) }})
        )) as answer
    from keyed
),

parsed as (
    select
        answered.*,
        coalesce(
            {{ known_terms('named.terms', is_known_term('industries')) }},
            '[]'::jsonb
        ) as raw_industries,
        opened.mapping
    from answered
    cross join
        lateral (
            select
                coalesce(
                    {{ function('json_object') }}(answered.answer -> 'object'),
                    {{ function('json_object') }}(answered.doc -> 'matched_mapping'),
                    '{}'::jsonb
                ) as mapping
            limit 1
        ) as opened
    cross join
        lateral (
            select
                {{ function('industry_terms') }}(
                    {{ function('json_at') }}(answered.doc, array['industries', 'raw_industries']), opened.mapping
                ) as terms
            limit 1
        ) as named
),

known as (
    select
        {{ function('industry_key') }}(listed.name) as industry_key,
        min(coalesce(renamed.industry, listed.name)) as name
    from {{ ref('industries') }} as listed
    left join {{ ref('industry_aliases') }} as renamed
        on {{ industry_spelling('listed.name') }} = {{ industry_spelling('renamed.alias') }}
    group by {{ function('industry_key') }}(listed.name)
),

term as (
    select
        parsed.entity_key,
        parsed.record_id,
        listed.place,
        {{ function('industry_key') }}(listed.term) as term_key
    from parsed
    cross join lateral jsonb_array_elements_text(parsed.raw_industries) with ordinality as listed (term, place)
),

proposed as (
    select
        parsed.entity_key,
        parsed.record_id,
        {{ function('industry_key') }}(entry.term) as term_key,
        {{ function('industry_key') }}(named.name) as industry_key,
        named.place
    from parsed
    cross join lateral jsonb_each(parsed.mapping) as entry (term, names)
    left join
        lateral jsonb_array_elements_text({{ function('term_list') }}(entry.names))
        with ordinality as named (name, place)
        on true
),

-- A term that the answer leaves out may be the name of an industry itself.
suggested as (
    select
        term.entity_key,
        term.record_id,
        known.name,
        min(array[term.place, coalesce(proposed.place, 0)]) as place
    from term
    left join proposed
        on
            term.entity_key = proposed.entity_key
            and term.record_id = proposed.record_id
            and term.term_key = proposed.term_key
    inner join known
        on case when proposed.entity_key is null then term.term_key else proposed.industry_key end = known.industry_key
    group by term.entity_key, term.record_id, known.name
),

matched as (
    select
        entity_key,
        record_id,
        jsonb_agg(name order by place) as industries
    from suggested
    group by entity_key, record_id
)

select
    {{ client_columns() }},
    {{ text_of('doc', 'reasoning') }} as reasoning,
    raw_industries,
    coalesce(
        (
            select matched.industries from matched
            where matched.entity_key = parsed.entity_key and matched.record_id = parsed.record_id
        ),
        '[]'::jsonb
    ) as matched_industries,
    {{ source_cost_columns() }},
    coalesce(answer ->> 'model', {{ text_of('body', 'matching_model') }}) as matching_model,
    {{ function('parse_integer') }}({{ function('json_text') }}({{ function('json_at') }}(
        body, {{ text_array(answer_keys(within='.usage.total_tokens') + ['matching_tokens_used']) }}
    ))) as matching_tokens_used,
    {{ function('parse_money') }}({{ text_of('body', 'matching_cost') }}) as matching_cost,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from parsed
