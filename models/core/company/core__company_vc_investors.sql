{{ config(post_hook="{{ investor_indexes() }}") }}
{%- set domain_columns = {
    'extracted__company_vc_investors': 'company_domain',
    'extracted__cb_vc_portfolio': 'domain',
    'extracted__vc_portfolio': 'domain',
} -%}
{%- set plan = plan_window(domain_columns.keys() | list + [
    'extracted__vc_domain', 'reference__company_domain_aliases'
]) -%}

-- An investor is looked at again when it is delivered, when its firm's own domain becomes known, and when the domain of
-- the company comes to stand for another one.
with changed (company_domain, vc_key) as (
    {%- for table, domain in domain_columns.items() %}
    select
        news.{{ domain }},
        news.vc_key
    from {{ ref(table) }} as news
    where
        news.{{ domain }} is not null and news.vc_key is not null
        and {{ is_news(
            plan, table, 'news',
            absent({'company_domain': 'news.' ~ domain, 'vc_key': 'news.vc_key'}, as_of='updated_at')
        ) }}
    union
    select
        mention.{{ domain }},
        mention.vc_key
    from {{ ref('extracted__vc_domain') }} as news
    inner join {{ ref(table) }} as mention on news.vc_key = mention.vc_key
    where mention.{{ domain }} is not null and {{ is_news(plan, 'extracted__vc_domain', 'news') }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
    {%- if is_incremental() and not flags.FULL_REFRESH %}
    union
    select
        standing.company_domain,
        standing.vc_key
    from {{ ref('reference__company_domain_aliases') }} as news
    {{ look_up(this, 'standing', 'news.alias_domain = standing.company_domain', 'inner') }}
    where {{ is_news(plan, 'reference__company_domain_aliases', 'news') }}
    {%- endif %}
),

mention (
    company_domain, vc_key, company_name, vc_name, vc_domain, source, workflow_slug, record_id, observed_at
) as (
    {%- for table, domain in domain_columns.items() %}
    select
        changed.company_domain,
        changed.vc_key,
        record.company_name,
        record.vc_canonical,
        {{ 'record.vc_domain' if table == 'extracted__vc_portfolio' else 'null::text' }},
        '{{ table.split('__')[1] }}',
        record.workflow_slug,
        record.record_id,
        record.observed_at
    from {{ ref(table) }} as record
    inner join changed on record.{{ domain }} = changed.company_domain and record.vc_key = changed.vc_key
    {%- if table == 'extracted__vc_portfolio' %}
    where record.rejected_reason is null
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

investor as (
    select
        company_domain,
        vc_key,
        {{ newest_value('company_name') }},
        {{ newest_value('vc_name') }},
        {{ newest_value('vc_domain') }},
        {{ newest_value('source') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from mention
    group by company_domain, vc_key
)

select
    investor.company_domain,
    investor.vc_key,
    {{ function('stable_uuid') }}(investor.company_domain || '|' || investor.vc_key) as id,
    investor.vc_name,
    investor.company_name,
    coalesce(firm.domain, investor.vc_domain) as vc_domain,
    investor.source,
    investor.workflow_slug as workflow_source,
    investor.record_id as source_id,
    investor.created_at,
    investor.updated_at,
    nullif(company_alias.domain, investor.company_domain) as alias_of
from investor
left join {{ ref('core__vc_firms') }} as firm on investor.vc_key = firm.vc_key
{{ join_company('investor.company_domain') }}
