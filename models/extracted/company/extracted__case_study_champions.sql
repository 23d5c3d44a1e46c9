{%- set plan = plan_window(['extracted__case_study_details']) -%}
{%- set missing = incomplete('parent.champions_named', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with study as (
    {{ news_of_parent(
        'extracted__case_study_details', 'case_study_details', 'case_study_url', plan, missing
    ) }}
)

select
    study.entity_key,
    study.record_id,
    champion.name_key,
    study.payload_id,
    study.workflow_slug,
    study.received_at,
    study.observed_at,
    study.case_study_url,
    details.origin_company_domain,
    details.company_customer_name as customer_company_name,
    details.company_customer_domain as customer_company_domain,
    champion.full_name,
    champion.job_title,
    champion.company_name,
    {{ generation(plan) }} as changed_in
from study
inner join {{ ref('extracted__case_study_details') }} as details
    on study.entity_key = details.entity_key and study.record_id = details.record_id
cross join
    lateral (
        {{ model_said('study.body', case_study_answer_keys()) }}
    ) as reply
cross join lateral (
    {{ people_in("reply.said -> 'champions'") }}
) as champion
