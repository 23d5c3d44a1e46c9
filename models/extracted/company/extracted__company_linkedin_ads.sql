{%- set plan = plan_window(['extracted__ads_check']) -%}

with listed as (
    {{ ads_of('linkedin', plan) }}
),

ad as (
    select
        listed.*,
        {{ function('listed_ad_id') }}(element) as ad_id,
        {{ text_of('element', 'type') }} as ad_type,
        {{ text_of('element', 'creative_type') }} as creative_type,
        {{ text_at('element', ['headline.title', 'headline']) }} as headline_title,
        {{ text_at('element', ['headline.description']) }} as headline_description,
        {{ text_at('element', ['commentary.text', 'commentary', 'content']) }} as commentary_text,
        {{ text_at('element', ['image.url', 'image']) }} as image_url,
        {{ text_at('element', ['image.alt_text']) }} as image_alt_text,
        {{ text_at('element', ['advertiser.name', 'advertiser']) }} as advertiser_name,
        {{ text_of('element', 'view_details_link') }} as view_details_link
    from listed
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
    {{ first_listed('ad_type') }},
    {{ first_listed('creative_type') }},
    {{ first_listed('headline_title') }},
    {{ first_listed('headline_description') }},
    {{ first_listed('commentary_text') }},
    {{ first_listed('image_url') }},
    {{ first_listed('image_alt_text') }},
    {{ first_listed('advertiser_name') }},
    {{ first_listed('view_details_link') }},
    {{ generation(plan) }} as changed_in
from ad
where ad_id is not null
group by entity_key, record_id, ad_id
