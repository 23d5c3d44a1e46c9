-- What changed from one snapshot of a person's employer to the next. It depends on when builds ran.
with version as (
    select
        linkedin_url,
        is_known,
        company_domain,
        company_name,
        title,
        job_start_date,
        recorded_at,
        seen_from,
        observed_at is not null and seen_from > observed_at as is_correction,
        lag(is_known) over earlier as was_known,
        lag(company_domain) over earlier as previous_company_domain,
        lag(company_name) over earlier as previous_company_name,
        lag(title) over earlier as previous_title,
        lag(seen_from) over earlier as previous_seen_from
    from {{ ref('history__person_employers') }}
    window earlier as (partition by linkedin_url order by seen_from)
),

compared as (
    select
        version.*,
        coalesce(company_domain, company_name) is not null as has_company,
        coalesce(previous_company_domain, previous_company_name) is not null as had_company,
        company_domain = previous_company_domain as is_same_domain,
        {{ function('company_name_key') }}(company_name) = {{ function('company_name_key') }}(previous_company_name)
            as is_same_name
    from version
    where is_known and was_known
)

select
    linkedin_url,
    case
        when has_company and had_company and is_same_domain is not true and is_same_name is not true then 'employer'
        when {{ function('lookup_key') }}(title) <> {{ function('lookup_key') }}(previous_title) then 'title'
        else 'detail'
    end as change,
    previous_company_domain,
    company_domain,
    previous_company_name,
    company_name,
    previous_title,
    title,
    job_start_date,
    previous_seen_from as occurred_after,
    seen_from as occurred_before,
    is_correction,
    recorded_at
from compared
