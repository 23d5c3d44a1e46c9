{%- set parts = [
    'ops__company_gaps', 'ops__people_gaps', 'ops__person_work_history_gaps', 'ops__company_funding_gaps',
    'ops__company_customers_gaps'
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
