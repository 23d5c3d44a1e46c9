{#- Parent model of each kind of record, and the test that its entity is in core. -#}
{%- set parents = {
    'company_customer_research':
        'record.origin_company_domain in (select known.origin_company_domain from ' ~ ref('core__company_customers') ~ ' as known)',
    'company_discovery': 'record.domain in (select known.domain from ' ~ ref('core__companies') ~ ' as known)',
    'company_firmographics': 'record.company_domain in (select known.domain from ' ~ ref('core__companies') ~ ' as known)',
    'person_discovery': 'record.linkedin_url in (select known.linkedin_url from ' ~ ref('core__people') ~ ' as known)',
    'person_profile': 'record.linkedin_url in (select known.linkedin_url from ' ~ ref('core__people') ~ ' as known)',
    'signal_news_fundraising':
        'record.company_domain in (select known.domain from ' ~ ref('core__company_funding') ~ ' as known)',
} -%}

{% for parent, in_core in parents.items() -%}
select
    '{{ parent }}' as record_kind,
    record.record_id,
    record.workflow_slug,
    record.rejected_reason,
    record.rejected_reason is null and coalesce({{ in_core }}, false) as is_in_core
from {{ ref('extracted__' ~ parent) }} as record
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
