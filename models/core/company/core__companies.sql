{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'updated_at is null'}) }}
{%- set plan = plan_window(['extracted__company_attributes', 'reference__company_domain_aliases']) -%}
{%- set missing = absent({'domain': company_of('news.company_domain')}) -%}

with changed as (
    {{ changed_companies(plan, missing) }}
    {%- if is_incremental() and var('heal') %}
    union
    select entity_key from ({{ unheard_offers('company', this) }}) as unheard
    {%- endif %}
),

offer as (
    {{ company_offers('changed') }}
),

ranked as (
    {{ ranked_company_offers('offer') }}
),

best as (
    select
        ranked.*,
        {{ offer_origin('ranked') }} as origin
    from ranked
    where ranked.fits and ranked.offer_rank = 1
),

golden as (
    select
        best.domain,
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
    group by best.domain
)

-- An alias, and a company that nobody names any more, is in the batch without values: the strategy drops it.
select
    changed.domain,
    {{ function('stable_uuid') }}(changed.domain) as id,
    golden.name,
    {{ cleaned_name('golden') }} as cleaned_name,
    golden.linkedin_url,
    golden.description,
    golden.website,
    golden.logo_url,
    golden.industry,
    golden.company_type,
    golden.employee_count,
    golden.size_range,
    golden.annual_revenue,
    golden.founded_year,
    golden.city,
    golden.state,
    golden.country,
    golden.updated_at,
    {{ cleaned_name_origin('golden') }} as attribute_sources
from changed
left join golden on changed.domain = golden.domain
{% if not is_incremental() -%}
where golden.domain is not null
{%- endif %}
