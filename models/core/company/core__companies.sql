{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'updated_at is null'}) }}
{%- set plan = plan_window(['extracted__company_attributes', 'reference__company_domain_aliases']) -%}
{%- set kept_by = 'coalesce(alias.domain, news.company_domain)' -%}
{%- set missing = absent({'domain': kept_by}) -%}

-- What once led to a domain is looked for in all answers, so that a company hears that it has lost an alias.
with recursive moved as (
    select alias_domain as domain
    from {{ ref('reference__company_domain_aliases') }} as news
    where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
    union
    select answer.domain
    from {{ ref('extracted__company_redirects') }} as answer
    inner join moved on answer.alias_domain = moved.domain
),

changed as (
    select {{ kept_by }} as domain
    from {{ ref('extracted__company_attributes') }} as news
    left join {{ ref('reference__company_domain_aliases') }} as alias on news.company_domain = alias.alias_domain
    where {{ is_news(plan, 'extracted__company_attributes', 'news', missing) }}
    union
    select domain from moved
    union
    select news.domain
    from {{ ref('reference__company_domain_aliases') }} as news
    where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
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
    golden.cleaned_name,
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
    coalesce(golden.attribute_sources, '{}'::jsonb) as attribute_sources
from changed
left join golden on changed.domain = golden.domain
{% if not is_incremental() -%}
where golden.domain is not null
{%- endif %}
