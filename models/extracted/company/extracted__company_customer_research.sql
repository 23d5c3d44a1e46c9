{%- set plan = plan_window(landed_sources('company_customer_research')) -%}

with delivered as (
    {{ deliveries('company_customer_research', plan) }}
),

parsed as (
    select
        delivered.*,
        {{ site_domain('key_text') }} as sent_domain,
        case when not {{ is_nobody('typed_in.name') }} then typed_in.name end as one_customer,
        {{ researched_customers('doc') }} as customers,
        {{ customer_names(researched_names('doc')) }} as names
    from delivered
    cross join lateral (
        select {{ function('clean_line') }}({{ text_of('delivered.body', 'company_customer_name') }}) as name limit 1
    ) as typed_in
),

keyed as (
    select
        parsed.*,
        junk.kind as junk_kind,
        coalesce(domain_alias.domain, parsed.sent_domain) as origin_company_domain,
        case
            when parsed.one_customer is not null then 'single'
            when parsed.customers <> '[]'::jsonb then 'list'
            when cardinality(parsed.names) > 0 then 'text'
            else 'none'
        end as answer_form
    from parsed
    {{ join_domain_rules('parsed.sent_domain') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    origin_company_domain,
    {{ function('clean_line') }}({{ text_of('body', 'origin_company_name') }}) as origin_company_name,
    {{ function('normalize_company_linkedin_url') }}({{ text_of('body', 'origin_company_linkedin_url') }})
        as origin_company_linkedin_url,
    answer_form,
    (
        -- Different ones, as extracted.company_customers has them: a row each.
        select count(distinct {{ function('customer_key') }}(said.name))::integer
        from (
            select one_customer
            union all
            select {{ function('clean_line') }}({{ customer_said('listed.element') }})
            from jsonb_array_elements(customers) as listed (element)
            union all
            select unnest(names)
        ) as said (name)
        where not {{ is_nobody('said.name') }}
    ) as customers_named,
    {{ stated_confidence(text_of('doc', 'confidence')) }} as confidence,
    {{ text_of('body', 'batch_name') }} as batch_name,
    {{ text_of('body', 'source_notes') }} as source_notes,
    coalesce(
        problem,
        {{ shared_site_problem('origin_company_domain', 'key_text') }},
        {{ key_problem('origin_company_domain', 'key_text', 'origin_company_domain') }}
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
