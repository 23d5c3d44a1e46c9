-- Newest claims only: what a source has corrected since is no conflict. A numeric id of LinkedIn and a name of the same
-- company look different, so ids are compared with ids and names with names.
with claim as (
    select
        {{ company_of('offer.company_domain') }} as domain,
        offer.value as linkedin_url,
        substring(offer.value from '[^/]+$') ~ '^[0-9]+$' as is_numeric,
        offer.company_domain as offered_for,
        offer.source_kind,
        offer.workflow_slug,
        offer.record_id,
        offer.observed_at
    from {{ ref('extracted__company_attributes') }} as offer
    {{ join_company('offer.company_domain') }}
    where offer.attribute = 'linkedin_url'
),

of_domain as (
    select
        domain,
        is_numeric
    from claim
    group by domain, is_numeric
    having count(distinct linkedin_url) > 1
),

of_url as (
    select linkedin_url
    from claim
    group by linkedin_url
    having count(distinct domain) > 1
),

listed as (
    select
        'two_urls_for_one_domain' as conflict,
        claim.domain as conflict_key,
        claim.*
    from claim
    inner join of_domain on claim.domain = of_domain.domain and claim.is_numeric = of_domain.is_numeric
    union all
    select
        'two_domains_for_one_url' as conflict,
        claim.linkedin_url as conflict_key,
        claim.*
    from claim
    inner join of_url on claim.linkedin_url = of_url.linkedin_url
)

select
    listed.conflict,
    listed.conflict_key,
    listed.domain,
    listed.linkedin_url,
    listed.offered_for,
    listed.source_kind,
    listed.workflow_slug,
    listed.record_id,
    listed.observed_at,
    coalesce(company.linkedin_url = listed.linkedin_url, false) as is_shown_by_core,
    shared.domain is not null as is_shared_domain
from listed
left join {{ ref('core__companies') }} as company on listed.domain = company.domain
left join {{ ref('junk_domains') }} as shared on listed.domain = shared.domain
