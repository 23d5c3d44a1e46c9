{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'source_id is null'}) }}
{%- set plan = plan_window(['extracted__person_experience', 'reference__person_identities']) -%}
{%- set missing = absent({'linkedin_url': person_of('news.linkedin_url')}, nullable={
    'title': 'news.title', 'company_name': 'news.company', 'start_date': 'news.start_date'
}) -%}
{%- set timeline = 'order by began, through, experience_order desc, id' -%}

with concerned as (
    {{ careers_with_news(plan, missing) }}
),

address as (
    {{ addresses_of_persons('concerned') }}
),

changed as (
    select distinct linkedin_url from address
),

job as (
    select known.*
    from {{ ref('core__person_work_history') }} as known
    inner join changed on known.linkedin_url = changed.linkedin_url
),

keyed as (
    {{ with_company_key('job') }}
),

-- From when to when the person was in the job at most: what is not known is no reason to see a gap.
dated as (
    select
        keyed.*,
        coalesce(start_date, end_date, '-infinity'::date) as began,
        case
            when is_current or end_date is null then 'infinity'::date
            when end_date_precision = 'year' then greatest(start_date, {{ last_day('end_date', "'year'") }})
            else greatest(start_date, end_date)
        end as through
    from keyed
),

placed as (
    select
        dated.*,
        row_number() over (partition by linkedin_url, company_key {{ timeline }}) as place,
        max(through) over (
            partition by linkedin_url, company_key {{ timeline }} rows between unbounded preceding and 1 preceding
        ) as there_until
    from dated
),

-- A stay: jobs at one company with at most 90 days between them.
stayed as (
    select
        placed.*,
        count(*) filter (where there_until is null or began > there_until + 90)
            over (partition by linkedin_url, company_key order by place) as stay_number
    from placed
),

-- The job before: of those at the company that began earlier, the one whose end is nearest to the new start.
previous as (
    select distinct on (job.linkedin_url, job.id)
        job.linkedin_url,
        job.id,
        earlier.id as previous_id,
        earlier.title as previous_title
    from stayed as job
    inner join stayed as earlier
        on
            job.linkedin_url = earlier.linkedin_url
            and job.company_key = earlier.company_key
            and job.place > earlier.place
    where earlier.is_current is not true and {{ days_between('earlier', 'job') }} <= 90
    order by job.linkedin_url, job.id, {{ days_between('earlier', 'job') }}, earlier.place desc
),

told as (
    select
        stayed.*,
        previous.previous_id,
        previous.previous_title,
        case when company_key is not null then stay_number end as stay,
        {{ function('lookup_key') }}(previous.previous_title) <> {{ function('lookup_key') }}(stayed.title)
            as is_promotion,
        row_number() over (
            partition by stayed.linkedin_url, stayed.company_key, stayed.stay_number
            order by stayed.place
        ) = 1 as is_first,
        row_number() over (
            partition by stayed.linkedin_url, stayed.company_key, stayed.stay_number
            order by stayed.through desc, stayed.place desc
        ) = 1
        and through < 'infinity' and end_date <= (observed_at at time zone 'UTC')::date as is_last
    from stayed
    left join previous on stayed.linkedin_url = previous.linkedin_url and stayed.id = previous.id
)

select
    linkedin_url,
    id,
    company_domain,
    company_name,
    company_linkedin_url,
    company_key,
    title,
    start_date,
    start_date_precision,
    end_date,
    end_date_precision,
    is_current,
    stay::integer as stay,
    case
        when is_promotion then 'promotion'
        when is_first and stay is not null and start_date is not null then 'hire'
    end as start_event,
    case when is_promotion then previous_title end as previous_title,
    case when is_promotion then previous_id end as previous_id,
    case when is_last and stay is not null then 'departure' end as end_event,
    observed_at,
    source,
    source_id
from told
{% if is_incremental() -%}
union all
{{ no_longer_told('changed', 'told', ['text'] * 5 + [
    'date', 'text', 'date', 'text', 'boolean', 'integer', 'text', 'text', 'uuid', 'text', 'timestamptz', 'text', 'uuid'
]) }}
{%- endif %}
