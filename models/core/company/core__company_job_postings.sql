{{ config(post_hook="{{ posting_indexes() }}") }}
{%- set plan = plan_window(['extracted__job_posting']) -%}
{%- set ruled -%}
    posting.location = spelled.location_name
    and {{ is_in_place('posting.country_name', 'spelled') }}
    and (lower(posting.state) = lower(spelled.state)) is not false
    and (lower(posting.city) = lower(spelled.city)) is not false
{%- endset -%}
{%- set of_place = agrees_with_newest(['city', 'state', 'country_name'])
    ~ ' and ((lower(location) = lower(newest_location)) is not false or lower(city) = lower(newest_city))' -%}
{%- set of_salary = agrees_with_newest(['salary_currency', 'salary_unit']) -%}
{%- set missing = 'news.title is not null and ' ~ absent(
    {'domain': 'news.company_domain', 'job_id': 'news.job_id'}, as_of='updated_at'
) -%}

with changed as (
    select distinct
        company_domain,
        job_id
    from {{ ref('extracted__job_posting') }} as news
    where
        rejected_reason is null and company_domain is not null and job_id is not null
        and {{ is_news(plan, 'extracted__job_posting', 'news', missing) }}
),

delivered as (
    select
        posting.*,
        {{ country_name('posting.country') }} as country_name
    from {{ ref('extracted__job_posting') }} as posting
    inner join changed on posting.company_domain = changed.company_domain and posting.job_id = changed.job_id
    where posting.rejected_reason is null
),

told as (
    select
        delivered.*,
        {{ newest_statement('company_domain, job_id', ['location', 'city', 'state', 'country_name']) }},
        {{ newest_statement(
            'company_domain, job_id', ['salary_currency', 'salary_unit'], said=['salary_min', 'salary_max']
        ) }}
    from delivered
),

-- A place and a salary are of records that agree: no state of another city, no yearly amount by the hour.
posting as (
    select
        company_domain,
        job_id,
        {{ newest_value('url') }},
        {{ newest_value('title') }},
        {{ newest_value('cleaned_job_title') }},
        {{ newest_value('job_function') }},
        {{ newest_value('seniority') }},
        {{ newest_value('employment_type') }},
        {% for part in ['location', 'city', 'state', 'country_name'] -%}
        {{ newest_value(part, of_place) }},
        {% endfor -%}
        {% for part in ['salary_min', 'salary_max', 'salary_currency', 'salary_unit'] -%}
        {{ newest_value(part, of_salary) }},
        {% endfor -%}
        {{ newest_value('company_linkedin_url') }},
        {{ newest_value('posted_at') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        -- A title that stands in for the normalised one never replaces one that was sent.
        (
            array_agg(normalized_title order by normalized_title_source, observed_at desc, record_id desc)
            filter (where normalized_title is not null)
        )[1] as normalized_title,
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from told
    group by company_domain, job_id
    having count(title) > 0
),

-- The rule that reads the text of the place fills what the provider does not state apart, unless it contradicts that.
placed as (
    select
        posting.*,
        coalesce(posting.city, spelled.city) as known_city,
        coalesce(posting.state, spelled.state) as known_state,
        coalesce(posting.country_name, spelled.country) as known_country
    from posting
    {{ look_up(ref('reference__location_rules'), 'spelled', ruled) }}
)

select
    company_domain as domain,
    job_id,
    {{ function('stable_uuid') }}(company_domain || '|' || job_id) as id,
    url,
    title,
    cleaned_job_title,
    {{ function('stable_uuid') }}(lower(normalized_title)) as job_title_id,
    normalized_title,
    job_function,
    seniority,
    employment_type,
    location,
    known_city as city,
    known_state as state,
    known_country as country,
    salary_min,
    salary_max,
    salary_currency,
    salary_unit,
    company_linkedin_url,
    posted_at,
    workflow_slug as workflow_source,
    record_id as source_id,
    created_at,
    updated_at
from placed
