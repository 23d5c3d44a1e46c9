{%- set plan = plan_window(['extracted__icp_verdict']) -%}
{%- set missing = absent({
    'origin_company_domain': 'news.origin_company_domain', 'company_domain': 'news.company_domain'
}, as_of='updated_at') -%}

with changed as (
    select distinct
        origin_company_domain,
        company_domain
    from {{ ref('extracted__icp_verdict') }} as news
    where news.rejected_reason is null and {{ is_news(plan, 'extracted__icp_verdict', 'news', missing) }}
),

judgement as (
    select every_judgement.*
    from {{ ref('extracted__icp_verdict') }} as every_judgement
    inner join changed
        on
            every_judgement.origin_company_domain = changed.origin_company_domain
            and every_judgement.company_domain = changed.company_domain
    where every_judgement.rejected_reason is null
),

-- A reason belongs to its verdict: it comes from the delivery that decided it.
decided as (
    select distinct on (origin_company_domain, company_domain)
        origin_company_domain,
        company_domain,
        is_match,
        verdict,
        workflow_slug,
        record_id,
        observed_at
    from judgement
    order by origin_company_domain, company_domain, (is_match is not null) desc, observed_at desc, record_id desc
),

-- The same verdict may have come with a reason before.
reasoned as (
    select
        decided.origin_company_domain,
        decided.company_domain,
        (array_agg(judgement.match_reason order by judgement.observed_at desc, judgement.record_id desc) filter (
            where judgement.match_reason is not null and judgement.is_match is not distinct from decided.is_match
        ))[1] as match_reason,
        max(judgement.observed_at) as updated_at
    from decided
    inner join judgement
        on
            decided.origin_company_domain = judgement.origin_company_domain
            and decided.company_domain = judgement.company_domain
    group by decided.origin_company_domain, decided.company_domain
)

select
    decided.origin_company_domain,
    decided.company_domain,
    {{ function('stable_uuid') }}(decided.origin_company_domain || '|' || decided.company_domain) as id,
    decided.is_match,
    decided.verdict,
    reasoned.match_reason,
    decided.workflow_slug as workflow_source,
    decided.record_id as source_id,
    decided.observed_at as assessed_at,
    reasoned.updated_at
from decided
inner join reasoned
    on
        decided.origin_company_domain = reasoned.origin_company_domain
        and decided.company_domain = reasoned.company_domain
