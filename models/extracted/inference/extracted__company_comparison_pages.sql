{%- set plan = plan_window(['extracted__company_inference']) -%}
{%- set missing = 'record.entries_given > 0 and ' ~ absent({
    'entity_key': 'record.entity_key', 'record_id': 'record.record_id'
}) -%}

with listed as (
    {{ inferred_entries('comparison_pages', plan, missing) }}
),

stated as (
    select
        listed.*,
        {{ first_text_of('element', ['url', 'comparison_url']) }} as sent_url,
        {{ function('clean_line') }}({{ first_text_of('element', ['title', 'comparison_title']) }}) as comparison_title,
        {{ unless_nobody(
            function('clean_line') ~ '(' ~ first_text_of('element', ['competitor', 'competitor_mentioned']) ~ ')'
        ) }} as competitor_mentioned
    from listed
),

addressed as (
    select
        stated.*,
        {{ site_url('sent_url', 'company_domain') }} as comparison_url
    from stated
),

-- A page may compare with several rivals.
keyed as (
    select
        addressed.*,
        {{ function('customer_key') }}(
            concat_ws(' ', coalesce(comparison_url, sent_url, comparison_title), competitor_mentioned)
        ) as page_key
    from addressed
)

select
    entity_key,
    record_id,
    page_key,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(company_domain) as domain,
    (min(position) - 1)::integer as page_order,
    {{ first_listed('comparison_url') }},
    {{ first_listed('comparison_title') }},
    {{ first_listed('competitor_mentioned') }},
    {{ generation(plan) }} as changed_in
from keyed
where page_key is not null
group by entity_key, record_id, page_key
