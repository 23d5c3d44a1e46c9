{%- set plan = plan_window(['extracted__company_attributes']) -%}
{%- set missing = absent({'domain': 'news.company_domain'}) -%}

with changed as (
    select distinct company_domain
    from {{ ref('extracted__company_attributes') }} as news
    where {{ is_news(plan, 'extracted__company_attributes', 'news', missing) }}
),

offer as (
    select every_offer.*
    from {{ ref('extracted__company_attributes') }} as every_offer
    inner join changed on every_offer.company_domain = changed.company_domain
),

best as (
    {{ best_offers('company', 'offer', 'company_domain') }}
),

golden as (
    select
        best.company_domain,
        {{ golden_attribute('name') }},
        {{ golden_attribute('cleaned_name') }},
        {{ golden_attribute('linkedin_url') }},
        {{ golden_attribute('description') }},
        {{ golden_attribute('website') }},
        {{ golden_attribute('logo_url') }},
        {{ golden_attribute('industry') }},
        {{ golden_attribute('company_type') }},
        {{ golden_attribute('employee_count', 'integer') }},
        {{ golden_attribute('size_range') }},
        {{ golden_attribute('annual_revenue') }},
        {{ golden_attribute('founded_year', 'integer') }},
        {{ golden_attribute('city') }},
        {{ golden_attribute('state') }},
        {{ golden_attribute('country') }},
        max(best.observed_at) as updated_at,
        jsonb_object_agg(best.attribute, best.origin) filter (where best.attribute <> 'domain') as attribute_sources
    from best
    group by best.company_domain
)

select
    company_domain as domain,
    {{ function('stable_uuid') }}(company_domain) as id,
    name,
    {{ cleaned_name('golden') }} as cleaned_name,
    linkedin_url,
    description,
    website,
    logo_url,
    industry,
    company_type,
    employee_count,
    size_range,
    annual_revenue,
    founded_year,
    city,
    state,
    {{ country_name('golden.country') }} as country,
    updated_at,
    {{ cleaned_name_origin('golden') }} as attribute_sources
from golden
