{%- set plan = plan_window(landed_sources('similar_company_search')) -%}

with delivered as (
    {{ deliveries('similar_company_search', plan) }}
),

opened as materialized (
    select
        delivered.*,
        coalesce({{ text_of('delivered.doc', 'domain') }}, {{ text_of('delivered.doc', 'input_domain') }})
            as own_text,
        {{ function('similar_company_answers') }}(delivered.body) as answers,
        (
            select array_agg(distinct asked.domain order by asked.domain)
            from (
                select {{ site_domain(function('json_text') ~ '(listed.element)') }} as domain
                from jsonb_array_elements({{ function('json_array') }}(delivered.doc -> 'domains')) as listed (element)
            ) as asked
            where asked.domain is not null
        ) as input_domains
    from delivered
),

{{ similar_companies('opened', 'opened.answers') }},

counted as (
    select
        entity_key,
        record_id,
        count(distinct concat_ws(chr(31), input_domain, similar_key))::integer as companies_found
    from lookalike
    where similar_key is not null
    group by entity_key, record_id
),

tallied as (
    select
        opened.*,
        tally.*,
        coalesce(counted.companies_found, 0) as companies_found,
        case
            when opened.own_text is not null then {{ site_domain('opened.own_text') }}
            when cardinality(opened.input_domains) = 1 then opened.input_domains[1]
        end as sent_domain
    from opened
    left join counted on opened.entity_key = counted.entity_key and opened.record_id = counted.record_id
    cross join lateral (
        select
            count(*)::integer as answers_given,
            count(*) filter (where each_answer.element ->> 'problem' is not null)::integer as answers_failed,
            max(each_answer.element ->> 'problem') filter (where each_answer.element ->> 'problem' = 'provider_error')
                as provider_problem,
            max({{ function('parse_integer') }}({{ text_of('each_answer.element', 'status') }})) as provider_status,
            max({{ text_of('each_answer.element', 'domain') }}) as answered_text,
            count(*) filter (where question.domain is not null and junk.domain is null)::integer as domains_known,
            count(*) filter (where junk.domain is not null)::integer as domains_shared
        from jsonb_array_elements(opened.answers) as each_answer (element)
        cross join
            lateral (
                select {{ site_domain(text_of('each_answer.element', 'domain')) }} as domain
            ) as question
        {{ join_domain_rules('question.domain') }}
    ) as tally
),

keyed as (
    {{ with_company_domain('tallied') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as input_domain,
    input_domains,
    {{ text_of('doc', 'batch_id') }} as batch_id,
    {{ text_of('doc', 'batch_name') }} as batch_name,
    {{ function('parse_number') }}({{ text_of('doc', 'similarity_weight') }}) as similarity_weight,
    upper({{ text_of('doc', 'country_code') }}) as country_code,
    provider_status,
    answers_given,
    answers_failed,
    companies_found,
    coalesce(
        problem,
        case
            when answers_given = 0
                then
                    case
                        when own_text is null and input_domains is null and doc ? 'domains' then 'no_domains'
                        else 'no_answer'
                    end
            when answers_failed = answers_given then coalesce(provider_problem, 'unreadable_answer')
            when domains_known > 0 then null
            when domains_shared > 0 then 'shared_domain'
            when answered_text is null and cardinality(input_domains) > 1 then 'answer_names_no_domain'
            when answered_text is null then 'no_input_domain'
            else 'unreadable_input_domain'
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
