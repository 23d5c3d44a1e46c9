{%- set plan = plan_window(['extracted__ads_check']) -%}

with listed as (
    {{ ads_of('google', plan) }}
),

opened as materialized (
    select
        listed.*,
        {{ function('json_objects') }}(element -> 'variants') -> 0 as variant,
        {{ text_at('element', ['start', 'start_date']) }} as start_text,
        {{ text_at('element', ['last_seen', 'last_seen_date']) }} as last_seen_text
    from listed
),

ad as (
    select
        opened.*,
        {{ function('listed_ad_id') }}(element) as creative_id,
        {{ text_of('element', 'format') }} as format,
        {{ function('parse_partial_date') }}(start_text) as start_date,
        {{ function('partial_date_precision') }}(start_text) as start_date_precision,
        {{ function('parse_partial_date') }}(last_seen_text) as last_seen,
        {{ function('partial_date_precision') }}(last_seen_text) as last_seen_precision,
        {{ text_of('element', 'advertiser_id') }} as advertiser_id,
        {{ text_of('element', 'advertiser_name') }} as advertiser_name,
        {{ text_of('element', 'original_url') }} as original_url,
        {{ text_of('variant', 'content') }} as variant_content,
        {{ function('parse_integer') }}({{ text_of('variant', 'width') }}) as variant_width,
        {{ function('parse_integer') }}({{ text_of('variant', 'height') }}) as variant_height
    from opened
)

select
    entity_key,
    record_id,
    creative_id,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(domain) as domain,
    {{ first_listed('format') }},
    {{ first_listed('start_date') }},
    {{ first_listed('start_date_precision') }},
    {{ first_listed('last_seen') }},
    {{ first_listed('last_seen_precision') }},
    {{ first_listed('advertiser_id') }},
    {{ first_listed('advertiser_name') }},
    {{ first_listed('original_url') }},
    {{ first_listed('variant_content') }},
    {{ first_listed('variant_width') }},
    {{ first_listed('variant_height') }},
    {{ generation(plan) }} as changed_in
from ad
where creative_id is not null
group by entity_key, record_id, creative_id
