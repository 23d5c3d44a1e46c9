{%- set plan = plan_window(landed_sources('cleaned_company_names')) -%}

with delivered as (
    {{ deliveries('cleaned_company_names', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        {{ unless_nobody('said.original_company_name') }} as original_company_name,
        {{ unless_nobody('said.cleaned_company_name') }} as cleaned_company_name
    from delivered
    cross join lateral (
        select
            {{ function('clean_line') }}({{ text_of('delivered.doc', 'original_company_name') }})
                as original_company_name,
            {{ function('clean_line') }}({{ text_of('delivered.doc', 'cleaned_company_name') }})
                as cleaned_company_name
        limit 1
    ) as said
),

known as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        known.*,
        registry.provider as source
    from known
    left join {{ ref('enrichment_workflow_registry') }} as registry on known.workflow_slug = registry.workflow_slug
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    original_company_name,
    cleaned_company_name,
    source,
    coalesce(
        {{ domain_problem() }},
        case when cleaned_company_name is null then 'no_cleaned_company_name' end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
