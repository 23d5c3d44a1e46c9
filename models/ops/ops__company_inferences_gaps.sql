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
-- Records whose values or entries did not reach the tables that core reads.
select
    'core.company_inferences' as core_table,
    'extracted.company_inference' as extracted_table,
    record.workflow_slug,
    record.company_domain as entity_key,
    min(record.received_at) as since
from {{ ref('extracted__company_inference') }} as record
where
    record.rejected_reason is null
    and case
        when record.answers_given > 0 then not exists (
            select 1 from {{ ref('extracted__company_inferred_values') }} as given
            where given.entity_key = record.entity_key and given.record_id = record.record_id
        )
        when record.entries_given > 0 then not exists (
            select 1 from {{ ref('extracted__company_comparison_pages') }} as page
            where page.entity_key = record.entity_key and page.record_id = record.record_id
            union all
            select 1 from {{ ref('extracted__company_webinars') }} as webinar
            where webinar.entity_key = record.entity_key and webinar.record_id = record.record_id
        )
    end
group by record.workflow_slug, record.company_domain
