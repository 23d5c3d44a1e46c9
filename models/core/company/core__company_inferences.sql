{%- set plan = plan_window(['extracted__company_inferred_values']) -%}
{%- set missing = absent({'domain': 'news.company_domain', 'attribute': 'news.attribute'}, as_of='updated_at') -%}

with changed as (
    select distinct
        company_domain,
        attribute
    from {{ ref('extracted__company_inferred_values') }} as news
    where is_valid and {{ is_news(plan, 'extracted__company_inferred_values', 'news', missing) }}
)

-- An answer that says nothing leaves the one before it.
select distinct on (given.company_domain, given.attribute)
    given.company_domain as domain,
    given.attribute,
    {{ function('stable_uuid') }}(given.company_domain || '|' || given.attribute) as id,
    given.value,
    given.raw_value,
    given.explanation,
    given.confidence,
    given.provider,
    given.model,
    given.record_id as source_id,
    given.workflow_slug as workflow_source,
    given.observed_at as last_checked_at,
    given.observed_at as updated_at
from {{ ref('extracted__company_inferred_values') }} as given
inner join changed on given.company_domain = changed.company_domain and given.attribute = changed.attribute
where given.is_valid
order by given.company_domain asc, given.attribute asc, given.observed_at desc, given.record_id desc
