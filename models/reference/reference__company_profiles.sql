{{ config(
    materialized='incremental', incremental_strategy='upsert_or_drop', pre_hook="{{ take_in() }}",
    meta={'drop_when': 'id is null'}
) }}
{%- set plan = plan_window([
    'extracted__company_attributes', 'reference__company_domain_aliases', 'reference__places'
]) -%}
{%- set answered -%}
    company.location_key = place.location_key
    and (company.country = place.country) is not false
    and (lower(company.state) = lower(place.state)) is not false
    and (lower(company.city) = lower(place.city)) is not false
{%- endset -%}
{%- set ruled -%}
    company.location_name = spelled.location_name
    and place.location_key is null
    and {{ is_in_place('company.country', 'spelled') }}
    and (lower(company.state) = lower(spelled.state)) is not false
    and (lower(company.city) = lower(spelled.city)) is not false
{%- endset -%}
{%- set said_of_it = "changed.domain = said.domain and said.attribute in ('location', 'industry')" -%}

-- A company is looked at again when something is offered to it, when it gains or loses an alias, and when the text of
-- its place is answered otherwise. A heal compares every row with its parts.
with changed as (
    {{ changed_companies(plan, 'true') }}
    {%- if is_incremental() and not flags.FULL_REFRESH %}
    union
    select placed.domain
    from {{ ref('reference__places') }} as news
    {{ look_up(this, 'placed', 'news.location_key = placed.location_key', 'inner') }}
    where {{ is_news(plan, 'reference__places', 'news') }}
    {%- endif %}
),

offer as (
    select said.*
    from changed
    {{ look_up('(' ~ company_offers() ~ ')', 'said', said_of_it, 'inner') }}
),

ranked as (
    {{ with_priority('company', 'offer') }}
),

-- The location text of the best source; what an alias is said to be counts after the company's own.
located as (
    select distinct on (ranked.domain)
        ranked.domain,
        ranked.value as location_name,
        {{ function('lookup_key') }}(ranked.value) as location_key
    from ranked
    where ranked.attribute = 'location'
    order by ranked.domain, ranked.is_of_alias, {{ offer_order() }}
),

-- The industry of the best source whose industry is a known name. The few spellings are gathered once: joined, they
-- would be worked out again for each of a few companies.
named as (
    select distinct on (ranked.domain)
        ranked.domain,
        known.spellings ->> {{ industry_spelling('ranked.value') }} as industry
    from ranked
    cross join (
        select jsonb_object_agg(industry.spelling, industry.name) as spellings
        from {{ ref('reference__industry_spellings') }} as industry
        where industry.spelling is not null
    ) as known
    where ranked.attribute = 'industry' and known.spellings ? {{ industry_spelling('ranked.value') }}
    order by ranked.domain, ranked.is_of_alias, {{ offer_order() }}
),

company as (
    select
        changed.domain as changed_domain,
        known.*,
        located.location_name,
        located.location_key,
        named.industry as matched_industry
    from changed
    {{ look_up(ref('core__companies'), 'known', 'changed.domain = known.domain') }}
    left join located on changed.domain = located.domain
    left join named on changed.domain = named.domain
)

-- The look-up of the location text, else the rule that reads it, fills what is not known, unless it contradicts what
-- is known.
select
    company.changed_domain as domain,
    company.id,
    left(coalesce(company.cleaned_name, company.name), 300) as name,
    company.linkedin_url,
    coalesce(company.city, place.city, spelled.city) as company_city,
    coalesce(company.state, place.state, spelled.state) as company_state,
    left(coalesce(company.country, place.country, spelled.country), 100) as company_country,
    company.matched_industry,
    {{ employee_range('company.employee_count', 'company.size_range') }} as employee_range,
    company.location_key,
    {{ generation(plan) }} as changed_in
from company
{{ look_up(ref('reference__places'), 'place', answered) }}
{{ look_up(ref('reference__location_rules'), 'spelled', ruled) }}
{% if not is_incremental() -%}
where company.id is not null
{%- endif %}
