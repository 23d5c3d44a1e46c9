{%- set plan = plan_window(landed_sources('nostra_ecom_companies')) -%}

with delivered as (
    {{ deliveries('nostra_ecom_companies', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ text_of('doc', 'country') }} as sent_country
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
    company_domain as domain,
    {{ function('clean_line') }}({{ text_of('doc', 'name') }}) as name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('doc', 'linkedin_url') }}) as linkedin_url,
    {{ text_of('doc', 'description') }} as description,
    {{ text_of('doc', 'city') }} as city,
    {{ text_of('doc', 'state') }} as state,
    -- 'USc': the codes of this list carry a stray letter.
    case
        when translate(sent_country, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') = 'c' and sent_country like '__c'
            then left(sent_country, 2)
        else sent_country
    end as country,
    {{ domain_problem() }} as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
