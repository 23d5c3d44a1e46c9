{{ config(
    materialized='incremental', incremental_strategy='upsert_or_drop', pre_hook="{{ take_in() }}",
    meta={'drop_when': 'id is null'}
) }}
{#- Whose news may change what readers see of a company, and whom (macro concerned_by_news). -#}
{%- set sources = {
    'extracted__company_attributes': {'who': 'news.company_domain'},
    'reference__places': {
        'who': 'placed.domain', 'through': [[this, 'placed', 'news.location_key = placed.location_key']]
    }
} -%}
{%- set plan = plan_window(sources.keys() | list) -%}

with changed as (
    {{ concerned_by_news(plan, sources, 'domain') }}
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
