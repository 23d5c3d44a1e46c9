{%- set plan = plan_window(['extracted__person_email', 'reference__person_identities']) -%}
{%- set missing = absent({'email': 'news.email'}, as_of='updated_at') -%}

with changed as (
    select news.email
    from {{ ref('extracted__person_email') }} as news
    where
        news.rejected_reason is null and news.email is not null
        and {{ is_news(plan, 'extracted__person_email', 'news', missing) }}
    union
    select found.email
    from {{ ref('reference__person_identities') }} as news
    inner join {{ ref('extracted__person_email') }} as found on news.linkedin_url = found.person_linkedin_url
    where found.email is not null and {{ is_news(plan, 'reference__person_identities', 'news') }}
),

answer as (
    select
        given.*,
        coalesce(given.email_status_canonical = 'valid', false) and given.person_linkedin_url is not null
            as maps_a_person
    from {{ ref('extracted__person_email') }} as given
    inner join changed on given.email = changed.email
    where given.rejected_reason is null
),

-- Whose it is: the first record that found it valid for somebody, for ever; until then the newest one names whom it
-- was found for, but maps nobody.
owner as (
    select distinct on (answer.email)
        answer.email,
        case when answer.maps_a_person then answer.person_linkedin_url end as linkedin_url,
        answer.first_name,
        answer.last_name,
        answer.full_name,
        answer.domain,
        answer.company_name,
        answer.workflow_slug,
        answer.record_id
    from answer
    order by
        answer.email,
        answer.maps_a_person desc,
        case when answer.maps_a_person then answer.first_received_at end,
        case when answer.maps_a_person then answer.record_id end,
        answer.observed_at desc,
        answer.record_id desc
),

verdict as (
    select
        email,
        {{ newest_value('email_status_canonical') }},
        min(first_received_at) as created_at,
        max(observed_at) as updated_at
    from answer
    group by email
)

select
    owner.email,
    {{ function('stable_uuid') }}(owner.email) as id,
    {{ person_of('owner.linkedin_url') }} as linkedin_url,
    owner.first_name,
    owner.last_name,
    owner.full_name,
    owner.domain,
    owner.company_name,
    verdict.email_status_canonical as status,
    case verdict.email_status_canonical when 'valid' then true when 'invalid' then false end as is_valid,
    registry.provider as source,
    owner.workflow_slug as workflow_source,
    owner.record_id as source_id,
    verdict.created_at,
    verdict.updated_at
from owner
inner join verdict on owner.email = verdict.email
{{ join_person('owner.linkedin_url') }}
left join {{ ref('enrichment_workflow_registry') }} as registry on owner.workflow_slug = registry.workflow_slug
