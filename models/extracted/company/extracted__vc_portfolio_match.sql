{{ config(materialized='view') }}

select
    portfolio.record_id,
    portfolio.payload_id,
    portfolio.workflow_slug,
    portfolio.received_at,
    portfolio.observed_at,
    portfolio.vc_name,
    portfolio.company_name,
    portfolio.domain,
    portfolio.linkedin_url,
    case when inference.inferred_domain is not null then portfolio.domain end as matched_domain,
    case when inference.inferred_domain is not null then 'exact_domain' end as match_confidence
from {{ ref('extracted__vc_portfolio') }} as portfolio
left join (
    select distinct guess.inferred_domain
    from {{ ref('extracted__crunchbase_domain_inference') }} as guess
    where guess.rejected_reason is null
) as inference on portfolio.domain = inference.inferred_domain
where portfolio.rejected_reason is null
