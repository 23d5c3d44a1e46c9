{%- set plan = plan_window(landed_sources('new_hire')) -%}

with delivered as (
    {{ deliveries('new_hire', plan) }}
),

parsed as (
    select
        delivered.*,
        coalesce(key_text, {{ function('first_of_list') }}(body -> 'company_domain')) as sent_company_domain,
        {{ site_domain(function('first_of_list') ~ "(coalesce(to_jsonb(key_text), body -> 'company_domain'))") }}
            as sent_domain,
        {{ function('first_of_list') }}(body -> 'company_linkedin_url') as sent_company_url,
        {{ function('normalize_company_linkedin_url') }}(
            {{ function('first_of_list') }}(body -> 'company_linkedin_url')
        ) as company_linkedin_url,
        {{ function('person_member_url') }}(
            {{ function('first_of_list') }}(body -> 'person_linkedin_url')
        ) as person_linkedin_url,
        {{ text_of('body', 'client_domain') }} as sent_client,
        {{ function('normalize_domain') }}({{ text_of('body', 'client_domain') }}) as client_domain
    from delivered
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
    client_domain,
    case when junk_kind is null then company_domain end as company_domain,
    company_linkedin_url,
    {{ function('text_list') }}(body -> 'company_name') ->> 0 as company_name,
    person_linkedin_url,
    {{ signal_columns() }},
    coalesce(
        problem,
        case
            when company_linkedin_url is not null then null
            when junk_kind is not null then 'shared_domain'
            else {{ key_problem('company_domain', 'coalesce(sent_company_domain, sent_company_url)', 'company') }}
        end,
        case when sent_client is not null then {{ key_problem('client_domain', 'sent_client', 'client_domain') }} end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
