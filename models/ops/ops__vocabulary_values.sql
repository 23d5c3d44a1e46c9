{#- Attribute that holds the values of a vocabulary, and what they match. -#}
{%- set country = '(select spelled.name from ' ~ ref('reference__country_spellings')
    ~ ' as spelled where spelled.spelling = lower(said.raw_value))' -%}
{%- set place = '(select known.source from ' ~ ref('reference__location_lookup')
    ~ ' as known where known.location_key = ' ~ function('lookup_key') ~ '(said.raw_value)'
    ~ ' and coalesce(known.city, known.state, known.country) is not null union all select read.rule from '
    ~ ref('reference__location_rules') ~ ' as read where read.location_name = said.raw_value limit 1)' -%}
{%- set of_companies = {
    'company_country': ['country', country],
    'company_location': ['location', place],
    'company_type': ['company_type', '(select known.matched_company_type from ' ~ ref('company_type_lookup')
        ~ ' as known where known.raw_value = lower(said.raw_value))'],
    'employee_range': ['size_range', employee_range('null::integer', 'said.raw_value')],
    'revenue_range': ['annual_revenue', money_bucket('revenue', 'said.raw_value', 'null::numeric')]
} -%}
{%- set of_people = {'person_country': ['country', country], 'person_location': ['location_name', place]} -%}
{#- Values that core has matched already: model, key, value as sent, what it matches. -#}
{%- set of_core = {
    'industry': ['core__company_industries', 'domain', 'raw_industry', 'matched_industry'],
    'funding_range': ['core__company_funding', 'domain', 'raw_funding_range', 'matched_funding_range'],
    'seniority': ['core__person_job_titles', 'linkedin_url', 'job_title', 'matched_seniority'],
    'job_function': ['core__person_job_titles', 'linkedin_url', 'job_title', 'matched_job_function']
} -%}

with valued as (
    {% for vocabulary, (attribute, matched) in of_companies.items() -%}
    {{ vocabulary_values(vocabulary, ref('extracted__company_attributes'), attribute, 'company_domain', matched) }}
    union all
    {% endfor -%}
    {% for vocabulary, (attribute, matched) in of_people.items() -%}
    {{ vocabulary_values(vocabulary, ref('extracted__person_attributes'), attribute, 'linkedin_url', matched) }}
    union all
    {% endfor -%}
    {% for vocabulary, (model, entity_key, value, matched) in of_core.items() -%}
    select
        '{{ vocabulary }}' as vocabulary,
        {{ value }} as raw_value,
        {{ matched }} as matched_value,
        count(*) as records,
        count(distinct {{ entity_key }}) as entities,
        min(updated_at) as first_seen,
        max(updated_at) as last_seen,
        (array_agg(workflow_source order by updated_at desc, source_id desc))[1] as example_workflow
    from {{ ref(model) }}
    where {{ value }} is not null
    group by {{ value }}, {{ matched }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

select
    valued.vocabulary,
    valued.raw_value,
    valued.matched_value,
    case
        when lower(valued.matched_value) <> 'unclassified' then 'matched'
        when nothing.raw_value is not null then 'no_value'
        else 'unmatched'
    end as status,
    valued.records,
    valued.entities,
    valued.first_seen,
    valued.last_seen,
    valued.example_workflow
from valued
left join {{ ref('non_values') }} as nothing on lower(valued.raw_value) = nothing.raw_value
