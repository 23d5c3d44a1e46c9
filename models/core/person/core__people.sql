{%- set plan = plan_window(['extracted__person_attributes']) -%}
{%- set missing = absent({'linkedin_url': 'news.linkedin_url'}) -%}

with changed as (
    select distinct linkedin_url
    from {{ ref('extracted__person_attributes') }} as news
    where {{ is_news(plan, 'extracted__person_attributes', 'news', missing) }}
),

offer as (
    select every_offer.*
    from {{ ref('extracted__person_attributes') }} as every_offer
    inner join changed on every_offer.linkedin_url = changed.linkedin_url
),

best as (
    {{ best_offers('person', 'offer', 'linkedin_url') }}
),

golden as (
    select
        best.linkedin_url,
        {{ golden_attribute('linkedin_user_profile_urn') }},
        {{ golden_attribute('full_name') }},
        {{ golden_attribute('first_name') }},
        {{ golden_attribute('last_name') }},
        {{ golden_attribute('headline') }},
        {{ golden_attribute('location_name') }},
        {{ golden_attribute('country') }},
        {{ golden_attribute('picture_url') }},
        {{ golden_attribute('latest_title') }},
        {{ golden_attribute('latest_company') }},
        {{ golden_attribute('latest_company_domain') }},
        {{ golden_attribute('latest_start_date', 'date') }},
        max(best.observed_at) as updated_at,
        jsonb_object_agg(best.attribute, best.origin) filter (where best.attribute <> 'linkedin_url')
            as attribute_sources
    from best
    group by best.linkedin_url
)

select
    linkedin_url,
    {{ function('stable_uuid') }}(linkedin_url) as id,
    {{ function('linkedin_slug') }}(linkedin_url) as linkedin_slug,
    {{ function('linkedin_url_type') }}(linkedin_url) as linkedin_url_type,
    linkedin_user_profile_urn,
    full_name,
    first_name,
    last_name,
    headline,
    location_name,
    {{ country_name('golden.country') }} as country,
    picture_url,
    latest_title as title,
    latest_company as company_name,
    latest_company_domain as company_domain,
    latest_start_date as job_start_date,
    updated_at,
    coalesce(attribute_sources, '{}'::jsonb) as attribute_sources
from golden
