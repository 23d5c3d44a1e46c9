{%- set plan = plan_window(['extracted__company_public']) -%}
{%- set missing = absent({'domain': 'news.company_domain'}, as_of='updated_at') -%}

-- A record that gives nothing but a domain says too little to be kept as a listed company.
with changed as (
    select distinct company_domain
    from {{ ref('extracted__company_public') }} as news
    where
        rejected_reason is null and coalesce(company_name, linkedin_url) is not null
        and {{ is_news(plan, 'extracted__company_public', 'news', missing) }}
),

stated as (
    select record.*
    from {{ ref('extracted__company_public') }} as record
    inner join changed on record.company_domain = changed.company_domain
    where record.rejected_reason is null and coalesce(record.company_name, record.linkedin_url) is not null
),

newest as (
    select
        company_domain,
        {{ newest_value('company_name') }},
        {{ newest_value('linkedin_url') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from stated
    group by company_domain
)

select
    company_domain as domain,
    {{ function('stable_uuid') }}(company_domain) as id,
    company_name,
    linkedin_url,
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    updated_at
from newest
