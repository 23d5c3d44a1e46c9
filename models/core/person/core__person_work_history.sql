{{ config(
    incremental_strategy='upsert_or_drop',
    meta={'replace_by': 'linkedin_url', 'drop_when': 'source_id is null'},
    post_hook="{{ job_indexes() }}"
) }}
{%- set plan = plan_window([
    'extracted__person_experience', 'reference__person_identities', 'reference__job_title_spellings'
]) -%}
{%- set missing = absent({'linkedin_url': person_of('news.linkedin_url')}, nullable={
    'title': 'news.title', 'company_name': 'news.company', 'start_date': 'news.start_date'
}) -%}

with changed as (
    {{ careers_with_news(plan, missing) }}
    -- A title of theirs is known as another one.
    union
    select titled.linkedin_url
    from {{ ref('reference__job_title_spellings') }} as news
    {{ look_up(
        ref('extracted__person_experience'), 'titled', title_spelling('titled.title') ~ ' = news.title', 'inner'
    ) }}
    where {{ is_news(plan, 'reference__job_title_spellings', 'news') }}
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

-- What a list names twice, all the same, is one job.
listed as (
    select
        newest.linkedin_url as person_linkedin_url,
        experience.*,
        row_number() over (
            partition by newest.linkedin_url, {{ job_named('experience') }}
            order by experience.experience_order
        ) as mention
    from newest
    inner join {{ ref('extracted__person_experience') }} as experience
        on newest.entity_key = experience.entity_key and newest.record_id = experience.record_id
),

job as (
    select
        listed.*,
        row_number() over (
            partition by person_linkedin_url, company_domain, company, title, start_date
            order by experience_order
        ) as repetition
    from listed
    where mention = 1
)

select
    job.person_linkedin_url as linkedin_url,
    {{ function('stable_uuid') }}(
        concat_ws(
            '|', job.person_linkedin_url, job.company_domain, job.company, job.title,
            to_char(job.start_date, 'YYYY-MM-DD'), job.repetition
        )
    ) as id,
    {{ function('linkedin_url_type') }}(job.person_linkedin_url) as linkedin_url_type,
    job.company_domain,
    job.company as company_name,
    job.company_linkedin_url,
    job.title,
    spelling.matched_cleaned_job_title,
    spelling.matched_job_function,
    spelling.matched_seniority,
    job.start_date,
    job.start_date_precision,
    job.end_date,
    job.end_date_precision,
    job.is_current,
    job.experience_order,
    job.observed_at,
    job.received_at as created_at,
    job.workflow_slug as source,
    job.record_id as source_id
from job
{{ look_up(
    ref('reference__job_title_spellings'), 'spelling', 'spelling.title = ' ~ title_spelling('job.title')
) }}
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
    null as matched_cleaned_job_title,
    null as matched_job_function,
    null as matched_seniority,
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
