{%- set plan = plan_window(['extracted__company_inference', 'extracted__company_webinars']) -%}

-- The newest check counts as a whole: webinars that it did not find are gone.
with newest as (
    {{ newest_checks('webinars', 'extracted__company_webinars', plan) }}
),

webinar as (
    select listed.*
    from {{ ref('extracted__company_webinars') }} as listed
    inner join newest on listed.entity_key = newest.entity_key and listed.record_id = newest.record_id
),

counted as (
    select
        newest.*,
        (
            select count(*)::integer
            from webinar
            where webinar.record_id = newest.record_id
        ) as webinars,
        {{ told_in_order('webinar', 'webinar_topic', 'webinar_order', 'webinar_topics') }} as topics
    from newest
)

select
    company_domain as domain,
    {{ function('stable_uuid') }}(company_domain) as id,
    webinars > 0 as has_webinars,
    webinars as webinar_count,
    topics as webinar_topics,
    record_id as source_id,
    workflow_slug as workflow_source,
    observed_at as last_checked_at,
    observed_at as updated_at
from counted
