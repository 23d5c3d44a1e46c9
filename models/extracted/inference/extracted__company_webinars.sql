{%- set plan = plan_window(['extracted__company_inference']) -%}
{%- set missing = 'record.entries_given > 0 and ' ~ absent({
    'entity_key': 'record.entity_key', 'record_id': 'record.record_id'
}) -%}

with listed as (
    {{ inferred_entries('webinars', plan, missing) }}
),

stated as (
    select
        listed.*,
        {{ function('clean_line') }}({{ first_text_of('element', ['title', 'webinar_title']) }}) as webinar_title,
        {{ function('clean_line') }}({{ first_text_of('element', ['topic', 'webinar_topic']) }}) as webinar_topic,
        {{ first_text_of('element', ['url', 'webinar_url']) }} as sent_url
    from listed
),

keyed as (
    select
        stated.*,
        {{ site_url('sent_url', 'company_domain') }} as webinar_url,
        {{ function('customer_key') }}(coalesce(webinar_title, sent_url, webinar_topic)) as webinar_key
    from stated
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
