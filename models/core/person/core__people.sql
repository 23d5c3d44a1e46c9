{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'updated_at is null'}) }}
{%- set plan = plan_window(['extracted__person_attributes', 'reference__person_identities']) -%}
{%- set missing = absent({'linkedin_url': person_of('news.linkedin_url')}) -%}

with changed as (
    select news.linkedin_url
    from {{ ref('extracted__person_attributes') }} as news
    {{ join_person('news.linkedin_url') }}
    where {{ is_news(plan, 'extracted__person_attributes', 'news', missing) }}
    union
    select news.linkedin_url
    from {{ ref('reference__person_identities') }} as news
    where {{ is_news(plan, 'reference__person_identities', 'news') }}
    {%- if is_incremental() and var('heal') %}
    union
    select entity_key from ({{ unheard_offers('person', this) }}) as unheard
    {%- endif %}
),

address as (
    {{ addresses_of_persons('changed') }}
),

-- What was said of any address of a person is said of the person.
offer as (
    select
        address.linkedin_url,
        every_offer.linkedin_url as known_as,
        every_offer.attribute,
        every_offer.source_kind,
        every_offer.value,
        every_offer.workflow_slug,
        every_offer.record_id,
        every_offer.observed_at,
        every_offer.employer
    from address
    inner join {{ ref('extracted__person_attributes') }} as every_offer on address.known_as = every_offer.linkedin_url
),

present as (
    {{ offers_of_present_job('offer') }}
),

agreeing as (
    {{ offers_of_one_job('present') }}
),

best as (
    {{ best_offers('person', 'agreeing', 'linkedin_url') }}
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
        coalesce(
            jsonb_object_agg(best.attribute, best.origin) filter (where best.attribute <> 'linkedin_url'), '{}'::jsonb
        ) as attribute_sources
    from best
    group by best.linkedin_url
),

-- First and last name are of one source, or those of the full name (rule N6).
named as (
    select
        golden.*,
        golden.full_name is not null
        and (attribute_sources #> '{first_name,source_id}' = attribute_sources #> '{last_name,source_id}') is not true
        and (first_name || ' ' || last_name = full_name) is not true as is_split
    from golden
)

select
    person.linkedin_url,
    {{ function('stable_uuid') }}(person.linkedin_url) as id,
    {{ function('linkedin_slug') }}(person.linkedin_url) as linkedin_slug,
    {{ function('linkedin_url_type') }}(person.linkedin_url) as linkedin_url_type,
    named.linkedin_user_profile_urn,
    named.full_name,
    case when named.is_split then {{ name_part('named.full_name', 'first') }} else named.first_name end as first_name,
    case when named.is_split then {{ name_part('named.full_name', 'last') }} else named.last_name end as last_name,
    named.headline,
    named.location_name,
    {{ country_name('named.country') }} as country,
    named.picture_url,
    named.latest_title as title,
    named.latest_company as company_name,
    named.latest_company_domain as company_domain,
    {{ function('stable_uuid') }}(named.latest_company_domain) as core_company_id,
    named.latest_start_date as job_start_date,
    named.updated_at,
    case
        when not named.is_split then named.attribute_sources
        else jsonb_strip_nulls(
            named.attribute_sources || jsonb_build_object(
                'first_name', named.attribute_sources -> 'full_name',
                'last_name', case when named.full_name like '% _%' then named.attribute_sources -> 'full_name' end
            )
        )
    end as attribute_sources
from (select distinct linkedin_url from address) as person
left join named on person.linkedin_url = named.linkedin_url
{% if not is_incremental() -%}
where named.linkedin_url is not null
{%- endif %}
