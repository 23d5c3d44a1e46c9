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
        array(
            select said.topic
            from (
                select
                    webinar.webinar_topic as topic,
                    webinar.webinar_order as place
                from webinar
                where webinar.record_id = newest.record_id
                union all
                -- Topics of all webinars together come after those of each.
                {{ named_in_answer('newest.answer', 'webinar_topics') }}
            ) as said
            where said.topic is not null
            group by said.topic
            order by min(said.place)
        ) as topics
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
