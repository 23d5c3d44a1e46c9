{%- set plan = plan_window(landed_sources('workflow_request')) -%}
{%- set verdicts = ['found', 'match_status', 'has_raised_vc', 'has_customers'] -%}
{#- What an answer may say of a place, a title or a company; never of a person. -#}
{%- set facts = [
    'cleaned_job_title', 'seniority_level', 'job_function', 'city', 'state', 'country', 'has_city', 'has_state',
    'has_country', 'vc_count', 'founded_date', 'total_customers', 'customers_with_domain', 'customers_without_domain'
] -%}

with delivered as (
    {{ deliveries('workflow_request', plan) }}
),

-- Each workflow has its own key; another one's key in the body is no more than a neighbour.
asked as (
    select
        delivered.*,
        workflow.entity_type,
        workflow.kind,
        workflow.key_type,
        coalesce(cardinality(workflow.key_paths), 0) > 0 as has_key,
        {{ function('clean_line') }}({{ function('json_text') }}(
            {{ function('json_at') }}(delivered.body, coalesce(workflow.key_paths, '{}'))
        )) as asked_for
    from delivered
    left join {{ ref('enrichment_workflow_registry') }} as workflow
        on delivered.workflow_slug = workflow.workflow_slug
),

parsed as (
    select
        asked.*,
        coalesce(
            case key_type
                when 'domain' then {{ function('normalize_domain') }}(asked_for)
                when 'person_linkedin_url' then {{ function('person_member_url') }}(asked_for)
            end,
            asked_for
        ) as request_key,
        coalesce(
            {% for key in verdicts -%}
            {{ function('parse_boolean') }}({{ text_of('doc', key) }}){{ ',' if not loop.last }}
            {% endfor -%}
        ) as answer_found
    from asked
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    request_key,
    entity_type,
    kind,
    {{ function('parse_boolean') }}({{ text_of('doc', 'dry_run') }}) as dry_run,
    {{ function('parse_integer') }}({{ text_of('doc', 'batch_size') }}) as batch_size,
    {{ function('parse_integer') }}({{ text_of('doc', 'max_batches') }}) as max_batches,
    {{ function('parse_integer') }}({{ text_of('doc', 'limit') }}) as row_limit,
    {{ function('parse_boolean') }}({{ text_of('doc', 'confirm') }}) as confirm,
    case
        when doc ->> 'records' = '[]' or {{ function('json_array') }}(doc -> 'records') <> '[]'::jsonb
            then jsonb_array_length({{ function('json_array') }}(doc -> 'records'))
    end as records_count,
    {{ text_of('doc', 'batch_id') }} as batch_id,
    -- The host alone: path and query of such an address are secrets.
    {{ function('normalize_domain') }}(
        coalesce({{ text_of('doc', 'clay_webhook_url') }}, {{ text_of('doc', 'webhook_url') }})
    ) as webhook_host,
    answer_found,
    case
        when answer_found is not null then (
            select jsonb_object_agg(field.key, field.value)
            from jsonb_each(doc) as field
            where
                field.key in ('{{ facts | join("', '") }}')
                and length({{ function('json_text') }}(field.value)) <= 200
        )
    end as answer,
    coalesce(problem, case when has_key and request_key is null then 'no_request_key' end) as rejected_reason,
    {{ generation(plan) }} as changed_in
from parsed
