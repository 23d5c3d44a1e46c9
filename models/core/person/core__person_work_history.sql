{{ config(
    incremental_strategy='upsert_or_drop',
    meta={'replace_by': 'linkedin_url', 'drop_when': 'source_id is null'},
    post_hook="{{ job_indexes() }}"
) }}
{%- set plan = plan_window(['extracted__person_experience', 'reference__person_identities']) -%}
{%- set missing = absent({'linkedin_url': person_of('news.linkedin_url')}, nullable={
    'title': 'news.title', 'company_name': 'news.company', 'start_date': 'news.start_date'
}) -%}

with changed as (
    {{ careers_with_news(plan, missing) }}
),

address as (
    {{ addresses_of_persons('changed') }}
),

-- The newest profile that lists any job speaks for the whole career, whichever address of the person it was asked for:
-- an older one that arrives late changes nothing.
newest as (
    select distinct on (address.linkedin_url)
        address.linkedin_url,
        profile.entity_key,
        profile.record_id
    from address
    inner join {{ ref('extracted__person_profile') }} as profile on address.known_as = profile.linkedin_url
    where
        profile.rejected_reason is null and profile.experience_count > 0
        and exists (
            select 1 from {{ ref('extracted__person_experience') }} as listed
            where listed.entity_key = profile.entity_key and listed.record_id = profile.record_id
        )
    order by address.linkedin_url, profile.observed_at desc, profile.record_id desc
),

job as (
    select
        newest.linkedin_url as person_linkedin_url,
        experience.*,
        row_number() over (
            partition by
                newest.linkedin_url, experience.company_domain, experience.company, experience.title,
                experience.start_date
            order by experience.experience_order
        ) as repetition
    from newest
    inner join {{ ref('extracted__person_experience') }} as experience
        on newest.entity_key = experience.entity_key and newest.record_id = experience.record_id
)

select
    person_linkedin_url as linkedin_url,
    {{ function('stable_uuid') }}(
        concat_ws(
            '|', person_linkedin_url, company_domain, company, title, to_char(start_date, 'YYYY-MM-DD'), repetition
        )
    ) as id,
    {{ function('linkedin_url_type') }}(person_linkedin_url) as linkedin_url_type,
    company_domain,
    company as company_name,
    company_linkedin_url,
    title,
    start_date,
    start_date_precision,
    end_date,
    end_date_precision,
    is_current,
    experience_order,
    observed_at,
    received_at as created_at,
    workflow_slug as source,
    record_id as source_id
from job
{% if is_incremental() -%}
-- Who has no career any more, for one because the address has become an alias, loses the jobs that stand there.
union all
select
    gone.linkedin_url,
    gone.id,
    null as linkedin_url_type,
    null as company_domain,
    null as company_name,
    null as company_linkedin_url,
    null as title,
    null::date as start_date,
    null as start_date_precision,
    null::date as end_date,
    null as end_date_precision,
    null::boolean as is_current,
    null::integer as experience_order,
    null::timestamptz as observed_at,
    null::timestamptz as created_at,
    null as source,
    null::uuid as source_id
from {{ this }} as gone
inner join (select distinct linkedin_url from address) as person on gone.linkedin_url = person.linkedin_url
left join newest on gone.linkedin_url = newest.linkedin_url
where newest.linkedin_url is null
{%- endif %}
