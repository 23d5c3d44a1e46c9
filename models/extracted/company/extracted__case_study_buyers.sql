{%- set plan = plan_window(['extracted__case_study_buyer_report']) -%}
{%- set missing = incomplete('parent.buyers_named', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with report as (
    {{ news_of_parent(
        'extracted__case_study_buyer_report', 'case_study_buyer_report', 'origin_company_domain', plan, missing
    ) }}
)

select
    report.entity_key,
    report.record_id,
    buyer.name_key,
    report.payload_id,
    report.workflow_slug,
    report.received_at,
    report.observed_at,
    report.origin_company_domain,
    study.origin_company_name,
    study.case_study_url,
    study.customer_company_name,
    study.customer_company_domain,
    buyer.full_name as buyer_full_name,
    buyer.job_title as buyer_job_title,
    {{ generation(plan) }} as changed_in
from report
inner join {{ ref('extracted__case_study_buyer_report') }} as study
    on report.entity_key = study.entity_key and report.record_id = study.record_id
cross join
    lateral (
        {{ model_said('report.body', buyer_answer_keys()) }}
    ) as reply
cross join lateral (
    {{ people_in("reply.said -> 'people'") }}
) as buyer
