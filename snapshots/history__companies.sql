{% snapshot history__companies %}
{{ config(unique_key='domain') }}
{%- set tracked = [
    'name', 'linkedin_url', 'industry', 'company_type', 'employee_count', 'size_range', 'annual_revenue', 'founded_year',
    'city', 'state', 'country'
] -%}
{%- set columns = {} -%}
{%- for name in tracked -%}{%- do columns.update({name: 'known.' ~ name}) -%}{%- endfor -%}
{%- set plan = plan_window(['extracted__company_attributes', 'reference__company_domain_aliases']) -%}
{%- set news -%}
    select {{ company_of('news.company_domain') }} as domain
    from {{ ref('extracted__company_attributes') }} as news
    {{ join_company('news.company_domain') }}
    where {{ news_since(plan, 'extracted__company_attributes', 'news') }}
    -- An alias that comes, moves or goes concerns itself, whom it stands for, and whom it stood for.
    union
    select unnest(array[news.alias_domain, news.domain, answer.domain]) as domain
    from {{ ref('reference__company_domain_aliases') }} as news
    left join {{ ref('extracted__company_redirects') }} as answer on news.alias_domain = answer.alias_domain
    where {{ news_since(plan, 'reference__company_domain_aliases', 'news') }}
{%- endset -%}
{{ history_of('core__companies', 'domain', columns, newest_observation(tracked), news) }}
{% endsnapshot %}
