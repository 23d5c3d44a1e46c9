{%- set plan = plan_window(['extracted__company_discovery', 'extracted__company_firmographics']) -%}
{%- macro not_named(key) -%}
news.name is not null and not exists (
    select 1 from {{ this }} as done
    where done.company_domain = news.{{ key }} and done.name_key = {{ function('company_name_key') }}(news.name)
)
{%- endmacro %}

with named as (
    select
        domain as company_domain,
        name
    from {{ ref('extracted__company_discovery') }} as news
    where rejected_reason is null
        and {{ is_news(plan, 'extracted__company_discovery', 'news', not_named('domain')) }}
    union
    select
        company_domain,
        name
    from {{ ref('extracted__company_firmographics') }} as news
    where rejected_reason is null
        and {{ is_news(plan, 'extracted__company_firmographics', 'news', not_named('company_domain')) }}
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
