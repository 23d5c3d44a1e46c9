{%- set plan = plan_window(landed_sources('apollo_companies_cleaned')) -%}

with delivered as (
    {{ deliveries('apollo_companies_cleaned', plan) }}
),

listed as materialized (
    select
        delivered.*,
        {{ function('listed_objects') }}(doc, array['organizations', 'accounts']) as answers
    from delivered
),

-- The API answers with one organisation, or with a list that may hold just one; an account names its organisation.
opened as (
    select
        listed.*,
        coalesce(
            {{ function('json_object') }}(doc -> 'organization'),
            case when jsonb_array_length(answers) = 1 then answers -> 0 end
        ) as organization
    from listed
),

parsed as materialized (
    select
        opened.*,
        coalesce(
            {{ text_of('doc', 'apollo_company_url') }},
            {{ text_of(function('fold_keys') ~ '(doc)', 'apollo_company_url') }},
            'https://app.apollo.io/#/organizations/' || {{ first_text_of('organization', ['organization_id', 'id']) }}
        ) as url_text,
        coalesce(organization, {{ function('fold_keys') }}(doc)) as sent
    from opened
),

keyed as (
    select
        parsed.*,
        case
            when split_part({{ function('normalize_apollo_url') }}(url_text), '/', 5) in ('organizations', 'accounts')
                then {{ function('normalize_apollo_url') }}(url_text)
        end as apollo_company_url,
        {{ first_text_of('sent', ['company_headcount', 'estimated_num_employees']) }} as company_headcount_raw
    from parsed
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    apollo_company_url,
    {{ function('clean_line') }}({{ first_text_of('sent', ['company_name', 'name']) }}) as company_name,
    {{ function('parse_count') }}(company_headcount_raw) as company_headcount,
    company_headcount_raw,
    {{ text_of('sent', 'industry') }} as industry,
    coalesce(
        problem,
        case
            when apollo_company_url is not null then null
            when jsonb_array_length(answers) > 1 then 'many_records_in_one_body'
            when coalesce({{ function('provider_error') }}(doc), {{ text_of('doc', 'message') }}) is not null
                then 'provider_error'
            else {{ key_problem('null', 'url_text', 'apollo_company_url') }}
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
