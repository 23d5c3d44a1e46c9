{%- set plan = plan_window(['extracted__company_enrich_similar']) -%}
{%- set missing = absent(
    {'input_domain': 'news.input_domain', 'company_domain': 'news.company_domain'}, as_of='updated_at'
) -%}

with changed as (
    select distinct
        news.input_domain,
        news.company_domain
    from {{ ref('extracted__company_enrich_similar') }} as news
    where
        news.company_domain <> news.input_domain
        and {{ is_news(plan, 'extracted__company_enrich_similar', 'news', missing) }}
),

similar_company as (
    select
        record.input_domain,
        record.company_domain,
        {{ newest_value('company_name') }},
        {{ newest_value('company_website') }},
        {{ newest_value('company_industry') }},
        {{ newest_value('company_description') }},
        {{ newest_value('company_logo_url') }},
        {{ newest_value('similarity_score') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at) as updated_at
    from {{ ref('extracted__company_enrich_similar') }} as record
    inner join changed
        on record.input_domain = changed.input_domain and record.company_domain = changed.company_domain
    group by record.input_domain, record.company_domain
)

select
    input_domain,
    company_domain,
    {{ function('stable_uuid') }}(input_domain || '|' || company_domain) as id,
    company_name,
    company_website,
    company_industry,
    company_description,
    company_logo_url,
    similarity_score::double precision as similarity_score,
    'company_enrich_similar' as source,
    workflow_slug as workflow_source,
    record_id as source_id,
    updated_at
from similar_company
