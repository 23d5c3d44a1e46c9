{%- set plan = plan_window(['extracted__company_inference']) -%}
{%- set missing = incomplete('record.entries_given', {
    'entity_key': 'record.entity_key', 'record_id': 'record.record_id'
}) -%}

with listed as (
    {{ inferred_entries('webinars', plan, missing) }}
),

keyed as (
    select
        listed.*,
        said.*
    from listed
    cross join lateral (
        {{ webinar_said('listed.element', 'listed.company_domain') }}
    ) as said
)

select
    entity_key,
    record_id,
    webinar_key,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(company_domain) as domain,
    (min(position) - 1)::integer as webinar_order,
    {{ first_listed('webinar_title') }},
    {{ first_listed('webinar_topic') }},
    {{ first_listed('webinar_url') }},
    {{ generation(plan) }} as changed_in
from keyed
where webinar_key is not null
group by entity_key, record_id, webinar_key
