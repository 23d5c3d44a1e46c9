{%- set parts = [
    'ops__business_model_gaps', 'ops__case_study_gaps', 'ops__company_ads_gaps', 'ops__company_aliases_gaps',
    'ops__company_customers_gaps', 'ops__company_funding_gaps', 'ops__company_gaps', 'ops__company_inferences_gaps',
    'ops__company_job_postings_gaps', 'ops__company_public_gaps', 'ops__company_technologies_gaps',
    'ops__enrichment_runs_gaps', 'ops__lead_past_employers_gaps', 'ops__leads_gaps', 'ops__listed_rows_gaps',
    'ops__location_rules_gaps', 'ops__people_gaps', 'ops__person_career_steps_gaps', 'ops__person_events_gaps',
    'ops__person_identity_gaps', 'ops__person_records_gaps', 'ops__person_work_history_gaps', 'ops__signals_gaps',
    'ops__similar_company_gaps', 'ops__target_client_gaps', 'ops__vc_gaps'
] -%}

{% for part in parts -%}
select
    core_table,
    extracted_table,
    workflow_slug,
    entity_key,
    since
from {{ ref(part) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
