{%- set plan = plan_window(['extracted__company_discovery', 'extracted__company_firmographics']) -%}

with named as (
    select
        domain as company_domain,
        name
    from {{ ref('extracted__company_discovery') }} as news
    where
        rejected_reason is null and name is not null
        and {{ is_news(plan, 'extracted__company_discovery', 'news', absent({
            'company_domain': 'news.domain', 'name_key': function('company_name_key') ~ '(news.name)'
        })) }}
    union
    select
        company_domain,
        name
    from {{ ref('extracted__company_firmographics') }} as news
    where
        rejected_reason is null and name is not null
        and {{ is_news(plan, 'extracted__company_firmographics', 'news', absent({
            'company_domain': 'news.company_domain', 'name_key': function('company_name_key') ~ '(news.name)'
        })) }}
),

folded as (
    select
        company_domain,
        {{ function('company_name_key') }}(name) as name_key
    from named
)

select distinct
    company_domain,
    name_key,
    {{ generation(plan) }} as changed_in
from folded
where name_key is not null
