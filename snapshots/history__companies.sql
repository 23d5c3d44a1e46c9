{% snapshot history__companies %}
{{ config(unique_key='domain') }}
{%- set tracked = [
    'name', 'linkedin_url', 'industry', 'company_type', 'employee_count', 'size_range', 'annual_revenue', 'founded_year',
    'city', 'state', 'country'
] -%}
{%- set columns = {} -%}
{%- for name in tracked -%}{%- do columns.update({name: 'known.' ~ name}) -%}{%- endfor -%}
{%- set plan = plan_window(['extracted__company_attributes']) -%}
{%- set news -%}
    select distinct news.company_domain as domain
    from {{ ref('extracted__company_attributes') }} as news
    where {{ news_since(plan, 'extracted__company_attributes', 'news') }}
{%- endset -%}
{{ history_of('core__companies', 'domain', columns, newest_observation(tracked), news) }}
{% endsnapshot %}
