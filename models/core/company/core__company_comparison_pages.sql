{%- set plan = plan_window(['extracted__company_inference', 'extracted__company_comparison_pages']) -%}

-- The newest check counts as a whole: pages that it did not find are gone.
with newest as (
    {{ newest_checks('comparison_pages', 'extracted__company_comparison_pages', plan) }}
),

page as (
    select
        listed.*,
        coalesce(listed.comparison_url, listed.page_key) as address
    from {{ ref('extracted__company_comparison_pages') }} as listed
    inner join newest on listed.entity_key = newest.entity_key and listed.record_id = newest.record_id
),

counted as (
    select
        newest.*,
        (
            select count(distinct page.address)::integer
            from page
            where page.record_id = newest.record_id
        ) as pages,
        {{ told_in_order('page', 'competitor_mentioned', 'page_order', 'competitors_mentioned') }} as competitors
    from newest
)

select
    company_domain as domain,
    {{ function('stable_uuid') }}(company_domain) as id,
    pages > 0 as has_comparison_pages,
    pages as comparison_count,
    competitors as competitors_mentioned,
    record_id as source_id,
    workflow_slug as workflow_source,
    observed_at as last_checked_at,
    observed_at as updated_at
from counted
