{{ config(materialized='view') }}

select
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    company_domain,
    company_name,
    news_url,
    news_title,
    publish_date,
    publish_date_precision,
    description,
    is_initial_check,
    signal_slug,
    clay_table_url
from {{ ref('extracted__signal_news_fundraising') }}
where {{ delivered_to('extracted.signal_news_fundraising') }}
