{{ config(meta={'newer': ['observed_at', 'record_id']}) }}
{%- set domains = {'extracted__company_discovery': 'domain', 'extracted__company_firmographics': 'company_domain'} -%}
{%- set plan = plan_window(domains.keys() | list) -%}

-- Where the sites of companies were found: elsewhere, or at home.
with resolved as (
    {% for model, domain in domains.items() -%}
    select
        news.{{ domain }} as alias_domain,
        coalesce(named.domain, news.resolved_domain) as domain,
        news.workflow_slug,
        news.record_id,
        news.entity_key,
        news.payload_id,
        news.observed_at
    from {{ ref(model) }} as news
    left join {{ ref('domain_aliases') }} as named on news.resolved_domain = named.alias_domain
    where
        {{ says_where_site_is('news', domain, 'coalesce(named.domain, news.resolved_domain)') }}
        and {{ is_news(plan, model, 'news', absent({
            'alias_domain': 'news.' ~ domain, 'domain': 'coalesce(named.domain, news.resolved_domain)'
        })) }}
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
)

-- A host that many companies share redirects nobody, and nobody is at home there.
select distinct on (resolved.alias_domain, resolved.domain)
    resolved.alias_domain,
    resolved.domain,
    resolved.workflow_slug,
    resolved.record_id,
    resolved.entity_key,
    resolved.payload_id,
    resolved.observed_at,
    {{ generation(plan) }} as changed_in
from resolved
left join {{ ref('junk_domains') }} as shared on resolved.alias_domain = shared.domain
left join {{ ref('junk_domains') }} as shared_target on resolved.domain = shared_target.domain
where shared.domain is null and shared_target.domain is null
order by resolved.alias_domain, resolved.domain, resolved.observed_at desc, resolved.record_id desc
