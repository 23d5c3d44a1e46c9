{%- set plan = plan_window(['extracted__ads_check']) -%}

with listed as (
    {{ ads_of('meta', plan) }}
),

opened as materialized (
    select
        listed.*,
        {{ function('json_objects') }}({{ function('json_at') }}(element, array['snapshot.images'])) -> 0 as image,
        {{ function('json_objects') }}({{ function('json_at') }}(element, array['snapshot.videos'])) -> 0 as video,
        coalesce(
            {{ function('category_list') }}(element -> 'platform'),
            {{ function('category_list') }}(element -> 'publisherPlatform')
        ) as platforms,
        {{ text_at('element', ['start_date', 'ad_delivery_start_time', 'startDate']) }} as start_text,
        {{ text_at('element', ['end_date', 'ad_delivery_stop_time', 'endDate']) }} as end_text
    from listed
),

ad as (
    select
        opened.*,
        {{ function('listed_ad_id') }}(element) as ad_id,
        {{ function('json_text') }}(platforms -> 0) as ad_platform,
        {{ function('parse_partial_date') }}(start_text) as start_date,
        {{ function('partial_date_precision') }}(start_text) as start_date_precision,
        {{ function('parse_partial_date') }}(end_text) as end_date,
        {{ function('partial_date_precision') }}(end_text) as end_date_precision,
        coalesce(
            {{ text_at('element', ['status', 'ad_status']) }},
            case {{ function('parse_boolean') }}({{ text_of('element', 'isActive') }})
                when true then 'ACTIVE'
                when false then 'INACTIVE'
            end
        ) as status,
        {{ text_at('element', ['page_name', 'pageName', 'snapshot.page_name']) }} as page_name,
        {{ text_at('element', [
            'ad_creative.body', 'body', 'ad_creative_body', 'snapshot.body.markup.__html', 'snapshot.body.text'
        ]) }} as ad_creative_body,
        {{ text_at('element', ['ad_creative.link_title', 'link_title', 'snapshot.title']) }} as ad_creative_link_title,
        {{ text_at('element', ['ad_creative.link_description', 'link_description', 'snapshot.link_description']) }}
            as ad_creative_link_description,
        {{ text_at('element', ['landing_page_url', 'link_url', 'snapshot.link_url']) }} as landing_page_url,
        coalesce(
            {{ text_at('element', ['image_url', 'ad_creative.image_url']) }},
            {{ text_at('image', ['original_image_url', 'resized_image_url']) }}
        ) as image_url,
        coalesce(
            {{ text_at('element', ['video_url', 'ad_creative.video_url']) }},
            {{ text_at('video', ['video_hd_url', 'video_sd_url']) }}
        ) as video_url
    from opened
)

select
    entity_key,
    record_id,
    ad_id,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(domain) as domain,
    (array_agg(ad_platform order by position) filter (where ad_platform is not null))[1] as platform,
    {{ first_listed('platforms') }},
    {{ first_listed('start_date') }},
    {{ first_listed('start_date_precision') }},
    {{ first_listed('end_date') }},
    {{ first_listed('end_date_precision') }},
    {{ first_listed('status') }},
    {{ first_listed('page_name') }},
    {{ first_listed('ad_creative_body') }},
    {{ first_listed('ad_creative_link_title') }},
    {{ first_listed('ad_creative_link_description') }},
    {{ first_listed('landing_page_url') }},
    {{ first_listed('image_url') }},
    {{ first_listed('video_url') }},
    {{ generation(plan) }} as changed_in
from ad
where ad_id is not null
group by entity_key, record_id, ad_id
