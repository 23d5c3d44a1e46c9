{%- set plan = plan_window(landed_sources('target_client_icp')) -%}
{%- set company_numbers = ['employee_count_min', 'employee_count_max', 'founded_min', 'founded_max'] -%}
{%- set title_lists = ['title_contains_any', 'title_contains_all'] -%}
{%- set criteria = text_array(
    ['company_criteria', 'person_criteria', 'industries', 'size', 'countries'] + company_numbers + title_lists
) -%}

with delivered as (
    {{ deliveries('target_client_icp', plan) }}
),

answered as (
    select
        delivered.*,
        {{ site_domain(text_of('body', 'domain')) }} as sent_domain,
        {{ function('model_answer') }}(body) as answer
    from delivered
),

-- The criteria may be the model's answer, or stand in the body itself; the result of a call has them under a key.
opened as (
    select
        answered.*,
        case
            when {{ function('json_object') }}(answer -> 'object' -> 'icp') ?| {{ criteria }}
                then {{ function('json_object') }}(answer -> 'object' -> 'icp')
            when answer -> 'object' ?| {{ criteria }} then answer -> 'object'
            when {{ function('json_object') }}(doc -> 'icp') ?| {{ criteria }}
                then {{ function('json_object') }}(doc -> 'icp')
            when doc ?| {{ criteria }} then doc
        end as generated
    from answered
),

parsed as (
    select
        opened.*,
        coalesce({{ function('json_object') }}(generated -> 'company_criteria'), generated) as company,
        coalesce({{ function('json_object') }}(generated -> 'person_criteria'), generated) as person
    from opened
),

keyed as (
    {{ with_company_domain('parsed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    key_text as target_client_id,
    case when junk_kind is null then company_domain end as domain,
    {{ function('clean_line') }}({{ text_of('body', 'company_name') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('body', 'company_linkedin_url') }})
        as company_linkedin_url,
    answer ->> 'model' as model,
    coalesce({{ function('term_list') }}(company -> 'industries'), '[]'::jsonb) as industries,
    {% for name in company_numbers -%}
    {{ function('parse_integer') }}({{ text_of('company', name) }}) as {{ name }},
    {% endfor -%}
    coalesce({{ function('term_list') }}(company -> 'size'), '[]'::jsonb) as size,
    coalesce({{ country_names(function('term_list') ~ "(company -> 'countries')") }}, '[]'::jsonb) as countries,
    {% for name in title_lists -%}
    coalesce({{ function('term_list') }}(person -> '{{ name }}'), '[]'::jsonb) as {{ name }},
    {% endfor -%}
    answer ->> 'text' as answer_text,
    coalesce(
        problem,
        {{ key_problem('key_text', 'key_text', 'target_client_id') }},
        case
            when generated is not null then null
            when answer ->> 'problem' is not null then answer ->> 'problem'
            when answer -> 'object' = body then 'no_answer'
            else 'unreadable_answer'
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
