-- An address that was found valid for several people; core gives it to the first of them.
with found as (
    select distinct on (email, person_linkedin_url)
        email,
        person_linkedin_url,
        workflow_slug,
        record_id,
        observed_at
    from {{ ref('extracted__person_email') }}
    where
        rejected_reason is null and email is not null and person_linkedin_url is not null
        and email_status_canonical = 'valid'
    order by email, person_linkedin_url, observed_at desc, record_id desc
),

of_many as (
    select email
    from found
    group by email
    having count(*) > 1
)

select
    found.email,
    found.person_linkedin_url,
    found.workflow_slug,
    found.record_id,
    found.observed_at,
    coalesce(shown.linkedin_url = found.person_linkedin_url, false) as is_shown_by_core
from found
inner join of_many on found.email = of_many.email
left join {{ ref('core__person_emails') }} as shown on found.email = shown.email
