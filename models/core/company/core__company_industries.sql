{{ config(materialized='view') }}

-- The record of the one industry speaks for the row where there is one.
with stated as (
    select
        company_domain as domain,
        source_kind as source,
        max(value) filter (where attribute = 'industry') as raw_industry,
        {{ function('try_jsonb') }}(max(value) filter (where attribute = 'industries')) as raw_industries,
        (array_agg(workflow_slug order by attribute desc))[1] as workflow_source,
        (array_agg(record_id order by attribute desc))[1] as source_id,
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from {{ ref('reference__company_source_values') }}
    where attribute in ('industry', 'industries')
    group by company_domain, source_kind
)

select
    {{ function('stable_uuid') }}(stated.domain || '|' || stated.source) as id,
    stated.domain,
    stated.source,
    stated.raw_industry,
    stated.raw_industries,
    known.name as matched_industry,
    stated.workflow_source,
    stated.source_id,
    stated.created_at,
    stated.updated_at
from stated
left join {{ ref('reference__industry_spellings') }} as known
    on {{ industry_spelling('stated.raw_industry') }} = known.spelling
