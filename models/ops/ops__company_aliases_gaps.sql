{%- set domains = {'extracted__company_discovery': 'domain', 'extracted__company_firmographics': 'company_domain'} -%}

{% for model, domain in domains.items() -%}
select
    'reference.company_domain_aliases' as core_table,
    '{{ model | replace("__", ".") }}' as extracted_table,
    record.workflow_slug,
    record.{{ domain }} as entity_key,
    min(record.received_at) as since
from {{ ref(model) }} as record
left join {{ ref('domain_aliases') }} as named on record.resolved_domain = named.alias_domain
left join {{ ref('extracted__company_redirects') }} as answer
    on
        record.{{ domain }} = answer.alias_domain
        and coalesce(named.domain, record.resolved_domain) = answer.domain
left join {{ ref('junk_domains') }} as shared on record.{{ domain }} = shared.domain
left join {{ ref('junk_domains') }} as shared_target
    on coalesce(named.domain, record.resolved_domain) = shared_target.domain
left join {{ ref('reference__company_domain_aliases') }} as known on record.{{ domain }} = known.alias_domain
where
    {{ says_where_site_is('record', domain, 'coalesce(named.domain, record.resolved_domain)') }}
    and {{ is_compared('reference.company_domain_aliases', model | replace('__', '.')) }}
    and shared.domain is null
    and shared_target.domain is null
    and (
        answer.domain is null
        or known.alias_domain is null and record.{{ domain }} <> coalesce(named.domain, record.resolved_domain)
    )
group by record.workflow_slug, record.{{ domain }}
{% if not loop.last %}union all
{% endif -%}
{% endfor %}
