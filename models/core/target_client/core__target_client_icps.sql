{#- Criteria of which every one is empty are none: a model that found nothing takes nothing from an older answer. -#}
{%- set says_criteria = "num_nonnulls(nullif(industries, '[]'), nullif(size, '[]'), nullif(countries, '[]'),"
    ~ " nullif(title_contains_any, '[]'), nullif(title_contains_all, '[]'), employee_count_min, employee_count_max,"
    ~ " founded_min, founded_max) > 0" -%}
{%- set said = {
    'extracted__icp_industries': {
        'raw_industries': 'raw_industries', 'matched_industries': 'matched_industries',
        'industries_reasoning': 'reasoning'
    },
    'extracted__icp_job_titles': {
        'primary_titles': 'primary_titles', 'influencer_titles': 'influencer_titles',
        'extended_titles': 'extended_titles', 'titles_reasoning': 'reasoning'
    },
    'extracted__icp_value_proposition': {
        'value_proposition': 'value_proposition', 'core_benefit': 'core_benefit',
        'target_customer': 'target_customer', 'key_differentiator': 'key_differentiator',
        'value_proposition_confidence': 'confidence'
    },
    'extracted__icp_fit_criterion': {
        'primary_criterion': 'primary_criterion', 'criterion_type': 'criterion_type',
        'qualifying_signals': 'qualifying_signals', 'disqualifying_signals': 'disqualifying_signals',
        'ideal_company_attributes': 'ideal_company_attributes', 'minimum_requirements': 'minimum_requirements',
        'fit_reasoning': 'reasoning'
    },
    'extracted__target_client_icp': {
        'target_client_id': 'target_client_id',
        'generated_criteria': 'case when ' ~ says_criteria ~ " then jsonb_build_object("
            ~ "'target_client_id', target_client_id, 'industries', industries,"
            ~ " 'employee_count_min', employee_count_min, 'employee_count_max', employee_count_max, 'size', size,"
            ~ " 'countries', countries, 'founded_min', founded_min, 'founded_max', founded_max,"
            ~ " 'title_contains_any', title_contains_any, 'title_contains_all', title_contains_all) end"
    }
} -%}
{%- set lists = [
    'raw_industries', 'matched_industries', 'primary_titles', 'influencer_titles', 'extended_titles',
    'qualifying_signals', 'disqualifying_signals', 'ideal_company_attributes', 'minimum_requirements'
] -%}
{%- set texts = [
    'company_name', 'company_linkedin_url', 'industries_reasoning', 'titles_reasoning', 'value_proposition',
    'core_benefit', 'target_customer', 'key_differentiator', 'value_proposition_confidence', 'primary_criterion',
    'criterion_type', 'fit_reasoning'
] -%}
{%- set plan = plan_window(said.keys() | list) -%}
{%- set missing = absent({'domain': 'news.domain'}, as_of='updated_at') -%}

with changed as (
    {% for model in said -%}
    select news.domain
    from {{ ref(model) }} as news
    where news.rejected_reason is null and news.domain is not null and {{ is_news(plan, model, 'news', missing) }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor -%}
),

-- What each delivery says, one row per attribute. Research that found nothing leaves older findings alone.
said as (
    {% for model, attributes in said.items() -%}
    select
        record.domain,
        record.workflow_slug,
        record.record_id,
        record.observed_at,
        offered.attribute,
        offered.value
    from {{ ref(model) }} as record
    inner join changed on record.domain = changed.domain
    cross join
        lateral (
            values
            ('domain', to_jsonb(record.domain)),
            ('company_name', to_jsonb(record.company_name)),
            ('company_linkedin_url', to_jsonb(record.company_linkedin_url))
            {%- for name, expression in attributes.items() -%}
            ,
            ('{{ name }}', to_jsonb({{ expression }}))
            {%- endfor %}
        ) as offered (attribute, value)
    where record.rejected_reason is null and offered.value <> '[]'::jsonb
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor -%}
),

newest as (
    select distinct on (domain, attribute)
        domain,
        attribute,
        value,
        workflow_slug,
        record_id,
        observed_at
    from said
    order by domain, attribute, observed_at desc, record_id desc
),

profile as (
    select
        domain,
        jsonb_object_agg(attribute, value) as facts,
        (array_agg(workflow_slug order by observed_at desc, record_id desc))[1] as workflow_source,
        (array_agg(record_id order by observed_at desc, record_id desc))[1] as source_id,
        max(observed_at) as updated_at,
        jsonb_object_agg(
            attribute,
            jsonb_build_object('workflow', workflow_slug, 'source_id', record_id, 'observed_at', to_char(
                observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
            ))
        ) filter (where attribute <> 'domain') as attribute_sources
    from newest
    group by domain
)

select
    domain,
    {{ function('stable_uuid') }}(domain) as id,
    {% for name in texts -%}
    facts ->> '{{ name }}' as {{ name }},
    {% endfor -%}
    {% for name in lists -%}
    coalesce(facts -> '{{ name }}', '[]'::jsonb) as {{ name }},
    {% endfor -%}
    facts ->> 'target_client_id' as target_client_id,
    facts -> 'generated_criteria' as generated_criteria,
    workflow_source,
    source_id,
    updated_at,
    coalesce(attribute_sources, '{}'::jsonb) as attribute_sources
from profile
