{%- set plan = plan_window(['extracted__icp_criteria']) -%}
{%- set missing = absent({'domain': 'news.domain'}, as_of='updated_at') -%}
{%- set criteria = [
    'company_name', 'industries', 'countries', 'employee_ranges', 'funding_stages', 'job_titles', 'seniorities',
    'job_functions', 'value_proposition', 'core_benefit', 'target_customer', 'key_differentiator'
] -%}

with changed as (
    select distinct domain
    from {{ ref('extracted__icp_criteria') }} as news
    where news.rejected_reason is null and {{ is_news(plan, 'extracted__icp_criteria', 'news', missing) }}
),

request as (
    select every_request.*
    from {{ ref('extracted__icp_criteria') }} as every_request
    inner join changed on every_request.domain = changed.domain
    where every_request.rejected_reason is null
),

-- An empty list is a value here: it was asked for.
client as (
    select
        domain,
        {% for name in criteria + ['workflow_slug', 'record_id'] -%}
        {{ newest_value(name) }},
        {% endfor -%}
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from request
    group by domain
)

select
    domain,
    {{ function('stable_uuid') }}(domain) as id,
    {% for name in criteria -%}
    {{ name }},
    {% endfor -%}
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    updated_at
from client
