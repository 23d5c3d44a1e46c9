{{ config(
    incremental_strategy='upsert_or_drop',
    meta={'drop_when': 'jobs is null'},
    post_hook="{{ past_employer_indexes() }}"
) }}
{%- set sources = news_of_leads(ref('core__lead_records')) -%}
{%- set plan = plan_window(sources.keys() | list) -%}

with concerned as (
    {{ concerned_by_news(plan, sources, 'linkedin_url') }}
),

address as (
    {{ addresses_of_persons('concerned') }}
),

changed as (
    select distinct linkedin_url from address
),

lead as (
    select
        known.linkedin_url,
        known.company_domain
    from changed
    {{ look_up(ref('core__leads'), 'known', 'changed.linkedin_url = known.linkedin_url', 'inner') }}
),

told as (
    select
        lead.linkedin_url,
        worked.company_domain,
        lead.company_domain as lead_company_domain,
        max(worked.end_date) as end_date,
        count(*)::integer as jobs
    from lead
    {{ look_up(
        ref('core__person_work_history'), 'worked',
        'lead.linkedin_url = worked.linkedin_url and worked.company_domain is not null', 'inner'
    ) }}
    -- A job of which nobody knows whether it goes on says nothing.
    where worked.is_current is not null
    group by lead.linkedin_url, worked.company_domain, lead.company_domain
    having not bool_or(worked.is_current)
)

select
    linkedin_url,
    company_domain,
    lead_company_domain,
    end_date,
    jobs
from told
{% if is_incremental() -%}
union all
{{ no_longer_told('changed', 'told', ['text', 'date', 'integer'], 'company_domain') }}
{%- endif %}
