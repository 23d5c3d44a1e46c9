{%- set plan = plan_window(['extracted__builtwith_scan']) -%}
{%- set missing = incomplete('parent.technologies_listed', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with scan as (
    {{ news_of_parent('extracted__builtwith_scan', 'builtwith_scan', 'domain', plan, missing) }}
),

listed as materialized (
    select
        scan.*,
        entry.position,
        {{ function('technology_name') }}(entry.element) as technology_name,
        {{ text_at('entry.element', ['Link', 'link', 'website']) }} as technology_url,
        {{ text_at('entry.element', ['Description', 'description']) }} as technology_description,
        {{ text_at('entry.element', ['Parent', 'parent']) }} as technology_parent,
        coalesce(
            {{ function('category_list') }}(entry.element -> 'Categories'),
            {{ function('category_list') }}(entry.element -> 'categories'),
            {{ function('category_list') }}(entry.element -> 'category'),
            {{ function('category_list') }}(entry.element -> 'Tag'),
            {{ function('category_list') }}(entry.element -> 'tag')
        ) as categories,
        {{ text_at('entry.element', ['FirstDetected', 'first_detected', 'firstDetected']) }} as first_detected_text,
        {{ text_at('entry.element', ['LastDetected', 'last_detected', 'lastDetected']) }} as last_detected_text
    from scan
    cross join
        lateral jsonb_array_elements(
            {{ function('technologies_of_builtwith') }}({{ answer_of('builtwith_scan', 'scan.body') }})
        ) with ordinality as entry (element, position)
),

technology as (
    select
        listed.*,
        {{ function('technology_id') }}(technology_name) as technology_id,
        {{ function('parse_partial_timestamp') }}(first_detected_text) as first_detected,
        {{ function('partial_timestamp_precision') }}(first_detected_text) as first_detected_precision,
        {{ function('parse_partial_timestamp') }}(last_detected_text) as last_detected,
        {{ function('partial_timestamp_precision') }}(last_detected_text) as last_detected_precision
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
    {{ first_listed('technology_name') }},
    {{ first_listed('technology_url') }},
    {{ first_listed('technology_description') }},
    {{ first_listed('technology_parent') }},
    {{ first_listed('categories') }},
    min(first_detected) as first_detected,
    (array_agg(first_detected_precision order by first_detected, position))[1] as first_detected_precision,
    max(last_detected) as last_detected,
    (array_agg(last_detected_precision order by last_detected desc nulls last, position))[1] as last_detected_precision,
    {{ generation(plan) }} as changed_in
from technology
where technology_id is not null
group by entity_key, record_id, technology_id
