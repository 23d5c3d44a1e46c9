{{ config(
    incremental_strategy='upsert_or_drop', meta={'drop_when': 'person_id is null'}, post_hook="{{ lead_indexes() }}"
) }}
{#- Whose news may change a lead: the source to the persons whom a row of it (alias `news`) concerns. A company changes
    for everybody who works there, a place for everybody who names it. -#}
{%- set sources = {
    'extracted__person_attributes': {'person': 'news.linkedin_url'},
    'extracted__person_titles': {'person': 'news.linkedin_url'},
    'extracted__person_experience': {'person': 'news.linkedin_url'},
    'reference__job_title_lookup': {
        'person': 'titled.linkedin_url',
        'through': [[ref('extracted__person_titles'), 'titled', 'news.title_key = titled.title_key']]
    },
    'reference__places': {
        'person': 'placed.linkedin_url',
        'through': [[ref('core__person_locations'), 'placed', 'news.location_key = placed.location_key']]
    },
    'reference__company_profiles': {
        'person': 'employed.linkedin_url',
        'through': [[this, 'employed', 'news.domain = employed.company_domain']]
    }
} -%}
{%- for source, reach in sources.items() -%}{%- do reach.update(relation=ref(source)) -%}{%- endfor -%}
{%- set plan = plan_window(sources.keys() | list) -%}

-- Everybody is named by some attribute, so a new table and a heal, which compares every lead, need no other source.
with changed as (
    select news.linkedin_url
    from {{ ref('extracted__person_attributes') }} as news
    where {{ is_news(plan, 'extracted__person_attributes', 'news', 'true') }}
    union
    {% if is_incremental() and not flags.FULL_REFRESH -%}
    {% for source, reach in sources.items() -%}
    select {{ reach.person }}
    from {{ reach.relation }} as news
    {% for relation, name, condition in reach.get('through', []) -%}
    inner join {{ relation }} as {{ name }} on {{ condition }}
    {% endfor -%}
    where {{ is_news(plan, source, 'news') }}
    union
    {% endfor -%}
    {% endif -%}
    select null::text as linkedin_url where false
),

person as (
    select
        changed.linkedin_url as changed_url,
        known.*
    from changed
    left join {{ ref('core__people') }} as known on changed.linkedin_url = known.linkedin_url
),

-- The current job at the person's company; of somebody whose company has no known domain the one that began last.
job as (
    select distinct on (worked.linkedin_url)
        worked.linkedin_url,
        worked.company_domain,
        worked.company_name,
        worked.company_linkedin_url,
        worked.start_date
    from person
    inner join {{ ref('core__person_work_history') }} as worked on person.linkedin_url = worked.linkedin_url
    where worked.is_current and (worked.company_domain = person.company_domain or person.company_domain is null)
    order by
        worked.linkedin_url,
        worked.start_date desc nulls last,
        worked.experience_order,
        worked.id
),

employed as (
    select
        person.*,
        job.linkedin_url is not null and person.company_domain is null and job.company_domain is not null
            as is_by_history,
        coalesce(person.company_domain, job.company_domain) as employer_domain,
        case when person.company_domain is null and job.company_domain is not null then job.company_name
            else coalesce(person.company_name, job.company_name) end as employer_name,
        job.company_linkedin_url as employer_linkedin_url,
        job.start_date
    from person
    left join job on person.linkedin_url = job.linkedin_url
),

lead as (
    select
        employed.changed_url as linkedin_url,
        employed.id as person_id,
        employed.linkedin_slug,
        employed.full_name,
        employed.linkedin_url_type,
        employed.linkedin_user_profile_urn,
        placed.city as person_city,
        placed.state as person_state,
        placed.country as person_country,
        titled.matched_cleaned_job_title,
        titled.matched_job_function,
        titled.matched_seniority,
        case
            when employed.is_by_history then employed.start_date
            else coalesce(employed.job_start_date, employed.start_date)
        end as job_start_date,
        company.id as company_id,
        employed.employer_domain as company_domain,
        coalesce(company.name, employed.employer_name) as company_name,
        coalesce(company.linkedin_url, employed.employer_linkedin_url) as company_linkedin_url,
        company.company_city,
        company.company_state,
        company.company_country,
        company.matched_industry,
        company.employee_range
    from employed
    left join {{ ref('core__person_locations') }} as placed on employed.linkedin_url = placed.linkedin_url
    left join {{ ref('core__person_job_titles') }} as titled on employed.linkedin_url = titled.linkedin_url
    left join {{ ref('reference__company_profiles') }} as company on employed.employer_domain = company.domain
)

select
    {{ lead_columns() | join(',\n    ') }},
    {{ missing_lead_fields() }} as missing_fields
from lead
{% if not is_incremental() -%}
where person_id is not null
{%- endif %}
