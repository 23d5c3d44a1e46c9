{% snapshot history__person_employers %}
{{ config(unique_key='linkedin_url') }}
{%- set plan = plan_window(['extracted__person_attributes', 'reference__person_identities']) -%}
{%- set news -%}
    select distinct news.linkedin_url
    from {{ ref('extracted__person_attributes') }} as news
    where {{ news_since(plan, 'extracted__person_attributes', 'news') }}
{%- endset -%}
{{ history_of('core__people', 'linkedin_url', {
    'company_domain': 'known.company_domain',
    'company_name': 'known.company_name',
    'title': 'known.title',
    'job_start_date': 'known.job_start_date'
}, newest_observation(['latest_company_domain', 'latest_company', 'latest_title', 'latest_start_date']),
    persons_since(plan, news)) }}
{% endsnapshot %}
