{%- set good_check = "record.rejected_reason is null and record.workflow_slug in (select question.workflow_slug from "
    ~ ref('inference_questions') ~ " as question where question.attribute = '" -%}

{{ missing_in_core(
    'core__company_inferences',
    'extracted__company_inferred_values',
    {'domain': 'record.company_domain', 'attribute': 'record.attribute'},
    condition='record.is_valid',
    as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_comparison_pages',
    'extracted__company_inference',
    {'domain': 'record.company_domain'},
    condition=good_check ~ "comparison_pages')",
    as_of='updated_at'
) }}
union all
{{ missing_in_core(
    'core__company_webinars',
    'extracted__company_inference',
    {'domain': 'record.company_domain'},
    condition=good_check ~ "webinars')",
    as_of='updated_at'
) }}
