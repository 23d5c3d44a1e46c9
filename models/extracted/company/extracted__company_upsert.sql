{%- set plan = plan_window(landed_sources('company_upsert')) -%}

with delivered as (
    {{ deliveries('company_upsert', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain
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
    company_domain,
    {{ function('clean_line') }}({{ first_text_of('doc', ['name', 'company_name']) }}) as name,
    coalesce(
        {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'linkedin_url') }}),
        {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'company_linkedin_url') }})
    ) as linkedin_url,
    {{ text_of('doc', 'industry') }} as industry,
    {{ text_of('doc', 'city') }} as city,
    {{ text_of('doc', 'state') }} as state,
    {{ text_of('doc', 'country') }} as country,
    {{ text_of('doc', 'employee_range') }} as employee_range,
    {{ first_text_of('doc', ['short_description', 'description']) }} as description,
    -- One envelope has a default.
    coalesce(
        {{ text_of('doc', 'source') }},
        case
            when workflow_slug = 'upsert-core-company-full'
                then 'gemini-enrichment'
        end
    ) as source,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
