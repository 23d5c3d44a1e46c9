{{ config(meta={'replace_by': 'linkedin_url'}) }}
{%- set plan = plan_window(['extracted__person_experience']) -%}
{%- set missing = absent({'linkedin_url': 'news.linkedin_url'}, nullable={
    'title': 'news.title', 'company_name': 'news.company', 'start_date': 'news.start_date'
}) -%}

with changed as (
    select distinct linkedin_url
    from {{ ref('extracted__person_experience') }} as news
    where {{ is_news(plan, 'extracted__person_experience', 'news', missing) }}
),

-- The newest profile that lists any job speaks for the whole career: an older one that arrives late changes nothing.
newest as (
    select distinct on (profile.linkedin_url)
        profile.linkedin_url,
        profile.linkedin_url_type,
        profile.entity_key,
        profile.record_id
    from {{ ref('extracted__person_profile') }} as profile
    inner join changed on profile.linkedin_url = changed.linkedin_url
    where
        profile.rejected_reason is null and profile.experience_count > 0
        and exists (
            select 1 from {{ ref('extracted__person_experience') }} as listed
            where listed.entity_key = profile.entity_key and listed.record_id = profile.record_id
        )
    order by profile.linkedin_url, profile.observed_at desc, profile.record_id desc
),

job as (
    select
        experience.*,
        newest.linkedin_url_type,
        row_number() over (
            partition by
                experience.linkedin_url, experience.company_domain, experience.company, experience.title,
                experience.start_date
            order by experience.experience_order
        ) as repetition
    from newest
    inner join {{ ref('extracted__person_experience') }} as experience
        on newest.entity_key = experience.entity_key and newest.record_id = experience.record_id
)

select
    linkedin_url,
    {{ function('stable_uuid') }}(
        concat_ws('|', linkedin_url, company_domain, company, title, to_char(start_date, 'YYYY-MM-DD'), repetition)
    ) as id,
    linkedin_url_type,
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
