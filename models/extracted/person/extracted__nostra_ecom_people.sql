{%- set plan = plan_window(landed_sources('nostra_ecom_people')) -%}

with delivered as (
    {{ deliveries('nostra_ecom_people', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ function('person_member_url') }}(key_text) as person_linkedin_url,
        {{ text_of('doc', 'email') }} as email_text,
        {{ function('normalize_email') }}({{ text_of('doc', 'email') }}) as email,
        {{ function('clean_line') }}({{ text_of('doc', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('doc', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('doc', 'full_name') }}) as sent_name,
        {{ site_domain(text_of('doc', 'domain')) }} as sent_domain
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
    person_linkedin_url,
    email,
    {{ person_names() }},
    case when junk_kind is null then company_domain end as domain,
    {{ function('clean_line') }}({{ text_of('doc', 'company_name') }}) as company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'company_linkedin_url') }})
        as company_linkedin_url,
    coalesce(
        problem,
        {{ key_problem('coalesce(person_linkedin_url, email)', 'coalesce(key_text, email_text)', 'person_key') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
