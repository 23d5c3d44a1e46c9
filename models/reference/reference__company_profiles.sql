{{ config(
    materialized='incremental', incremental_strategy='upsert_or_drop', pre_hook="{{ take_in() }}",
    meta={'drop_when': 'id is null'}
) }}
{#- Whose news may change what readers see of a company. -#}
{%- set plan = plan_window(['extracted__company_attributes', 'reference__places']) -%}

-- A heal compares every company with its parts.
with changed as (
    select news.company_domain as domain
    from {{ ref('extracted__company_attributes') }} as news
    where {{ is_news(plan, 'extracted__company_attributes', 'news', 'true') }}
    union
    {% if is_incremental() and not flags.FULL_REFRESH -%}
    select placed.domain
    from {{ ref('reference__places') }} as news
    inner join {{ this }} as placed on news.location_key = placed.location_key
    where {{ is_news(plan, 'reference__places', 'news') }}
    union
    {% endif -%}
    select null::text as domain where false
),

offer as (
    select said.*
    from {{ ref('extracted__company_attributes') }} as said
    inner join changed on said.company_domain = changed.domain
    where said.attribute = 'location'
),

located as (
    {{ best_offers('company', 'offer', 'company_domain') }}
),

company as (
    select
        changed.domain as changed_domain,
        known.*,
        {{ function('lookup_key') }}(located.value) as location_key
    from changed
    left join {{ ref('core__companies') }} as known on changed.domain = known.domain
    left join located on changed.domain = located.company_domain
)

-- The look-up of the location text fills what is not known, unless it contradicts what is.
select
    company.changed_domain as domain,
    company.id,
    coalesce(company.cleaned_name, company.name) as name,
    company.linkedin_url,
    coalesce(company.city, place.city) as company_city,
    coalesce(company.state, place.state) as company_state,
    coalesce(company.country, place.country) as company_country,
    industry.name as matched_industry,
    {{ employee_range('company.employee_count', 'company.size_range') }} as employee_range,
    company.location_key,
    {{ generation(plan) }} as changed_in
from company
left join {{ ref('industries') }} as industry on lower(company.industry) = lower(industry.name)
left join {{ ref('reference__places') }} as place
    on
        company.location_key = place.location_key
        and (company.country = place.country) is not false
        and (lower(company.state) = lower(place.state)) is not false
        and (lower(company.city) = lower(place.city)) is not false
{% if not is_incremental() -%}
where company.id is not null
{%- endif %}
