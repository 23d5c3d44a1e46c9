{%- set good_check = "record.rejected_reason is null and record.workflow_slug in (select question.workflow_slug from "
    ~ ref('inference_questions') ~ " as question where question.attribute = '" -%}

{{ missing_in_core(
    'core__company_inferences',
    'extracted__company_inferred_values',
    {'domain': 'record.company_domain', 'attribute': 'record.attribute'},
    condition='record.is_valid'
) }}
union all
{{ missing_in_core(
    'core__company_comparison_pages',
    'extracted__company_inference',
    {'domain': 'record.company_domain'},
    condition=good_check ~ "comparison_pages')"
) }}
union all
{{ missing_in_core(
    'core__company_webinars',
    'extracted__company_inference',
    {'domain': 'record.company_domain'},
    condition=good_check ~ "webinars')"
) }}
union all
-- Records whose entries did not reach the tables that core reads; values are counted by ops__listed_rows_gaps.
select
    'core.company_inferences' as core_table,
    'extracted.company_inference' as extracted_table,
    record.workflow_slug,
    record.company_domain as entity_key,
    min(record.received_at) as since
from {{ ref('extracted__company_inference') }} as record
left join {{ ref('extracted__company_comparison_pages') }} as page
    on record.entity_key = page.entity_key and record.record_id = page.record_id
left join {{ ref('extracted__company_webinars') }} as webinar
    on record.entity_key = webinar.entity_key and record.record_id = webinar.record_id
where
    {{ is_compared('core.company_inferences', 'extracted.company_inference') }}
    and record.rejected_reason is null
    and record.entries_given > 0
    and coalesce(page.record_id, webinar.record_id) is null
group by record.workflow_slug, record.company_domain
