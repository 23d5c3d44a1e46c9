{%- set plan = plan_window(['extracted__predictleads_scan']) -%}
{%- set missing = incomplete('parent.technologies_listed', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with scan as (
    {{ news_of_parent('extracted__predictleads_scan', 'predictleads_scan', 'domain', plan, missing) }}
),

listed as materialized (
    select
        scan.*,
        entry.position,
        {{ function('technology_name') }}(entry.element) as technology_title,
        {{ text_of('entry.element', 'url') }} as technology_url,
        {{ function('normalize_domain') }}({{ text_of('entry.element', 'domain') }}) as technology_domain,
        {{ function('category_list') }}(entry.element -> 'categories') as categories,
        {{ function('parse_number') }}({{ text_of('entry.element', 'score') }}) as score,
        {{ text_of('entry.element', 'first_seen_at') }} as first_seen_text,
        {{ text_of('entry.element', 'last_seen_at') }} as last_seen_text,
        {{ function('parse_boolean') }}({{ text_of('entry.element', 'behind_firewall') }}) as behind_firewall
    from scan
    cross join
        lateral jsonb_array_elements(
            {{ function('technologies_of_predictleads') }}({{ answer_of('predictleads_scan', 'scan.body') }})
        ) with ordinality as entry (element, position)
),

technology as (
    select
        listed.*,
        {{ function('technology_id') }}(technology_title) as technology_id,
        {{ function('parse_partial_timestamp') }}(first_seen_text) as first_seen_at,
        {{ function('partial_timestamp_precision') }}(first_seen_text) as first_seen_at_precision,
        {{ function('parse_partial_timestamp') }}(last_seen_text) as last_seen_at,
        {{ function('partial_timestamp_precision') }}(last_seen_text) as last_seen_at_precision
    from listed
)

select
    entity_key,
    record_id,
    technology_id,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(domain) as domain,
    {{ first_listed('technology_title') }},
    {{ first_listed('technology_url') }},
    {{ first_listed('technology_domain') }},
    {{ first_listed('categories') }},
    {{ first_listed('score') }},
    min(first_seen_at) as first_seen_at,
    (array_agg(first_seen_at_precision order by first_seen_at, position))[1] as first_seen_at_precision,
    max(last_seen_at) as last_seen_at,
    (array_agg(last_seen_at_precision order by last_seen_at desc nulls last, position))[1] as last_seen_at_precision,
    {{ first_listed('behind_firewall') }},
    {{ generation(plan) }} as changed_in
from technology
where technology_id is not null
group by entity_key, record_id, technology_id
