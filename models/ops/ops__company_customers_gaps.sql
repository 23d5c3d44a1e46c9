{%- set keys = {
    'origin_company_domain': 'record.origin_company_domain', 'customer_key': 'record.customer_key'
} -%}
{%- set named = function('customer_key') -%}

{{ missing_in_core('core__company_customers', 'extracted__company_customers', keys, 'true', as_of='updated_at') }}
union all
{{ missing_in_core('core__company_customers', 'extracted__case_study_customers', keys, 'true', as_of='updated_at') }}
union all
-- Case studies of which the customer has no row; those of research are counted by ops__listed_rows_gaps.
{% for parent, name in {
    'case_study_details': 'company_customer_name', 'case_study_buyer_report': 'customer_company_name'
}.items() -%}
select
    'core.company_customers' as core_table,
    'extracted.{{ parent }}' as extracted_table,
    record.workflow_slug,
    record.origin_company_domain as entity_key,
    min(record.received_at) as since
from {{ ref('extracted__' ~ parent) }} as record
left join {{ ref('extracted__case_study_customers') }} as studied
    on record.entity_key = studied.entity_key and record.record_id = studied.record_id
where
    {{ is_compared('core.company_customers', 'extracted.' ~ parent) }}
    and record.rejected_reason is null and {{ named }}(record.{{ name }}) is not null and studied.record_id is null
    and not {{ is_nobody('record.' ~ name) }}
group by record.workflow_slug, record.origin_company_domain
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
