{%- set parents = [
    'company_customer_research', 'company_discovery', 'company_firmographics', 'person_discovery', 'person_profile',
    'signal_news_fundraising'
] -%}

{% for parent in parents -%}
select
    '{{ parent }}' as record_kind,
    record_id,
    workflow_slug,
    rejected_reason
from {{ ref('extracted__' ~ parent) }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
