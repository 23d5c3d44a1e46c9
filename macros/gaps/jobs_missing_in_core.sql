{% macro jobs_missing_in_core(core) -%}
    {#- Persons of whom a table of core, one row per job, has not all jobs: the newest profile of a person, by any address,
        says how many it names; that many rows of it have to be there, one for those that are the same. A sweep compares
        all persons, else a check reads those with a profile that changed. -#}
    {%- set core_table, extracted_table = core | replace('__', '.'), 'extracted.person_profile' -%}
    {%- set is_swept -%}ops.is_gap_sweep('{{ core_table }}', '{{ extracted_table }}'){%- endset -%}
    {%- set columns = 'profile.entity_key, profile.record_id, profile.workflow_slug, profile.received_at, profile.observed_at, '
        ~ 'profile.experience_count' -%}
    {%- set names_jobs = 'profile.rejected_reason is null and profile.experience_count > 0' -%}
    with concerned as (
        select record.linkedin_url
        from {{ ref('extracted__person_profile') }} as record
        where not {{ is_swept }} and {{ is_compared(core_table, extracted_table) }}
    ),

    address as (
        {{ addresses_of_persons('concerned') }}
    ),

    profiled as (
        select {{ person_of('profile.linkedin_url') }} as linkedin_url, {{ columns }}
        from {{ ref('extracted__person_profile') }} as profile
        {{ join_person('profile.linkedin_url') }}
        where {{ is_swept }} and {{ names_jobs }}
        union all
        select address.linkedin_url, {{ columns }}
        from address
        inner join {{ ref('extracted__person_profile') }} as profile on address.known_as = profile.linkedin_url
        where not {{ is_swept }} and {{ names_jobs }}
    ),

    newest as (
        select distinct on (linkedin_url) *
        from profiled
        order by linkedin_url, observed_at desc, record_id desc
    ),

    known as (
        select linkedin_url, source_id, count(*) as jobs
        from {{ ref(core) }}
        where {{ is_swept }}
        group by linkedin_url, source_id
        union all
        select job.linkedin_url, job.source_id, count(*) as jobs
        from (select distinct linkedin_url from address) as person
        inner join {{ ref(core) }} as job on person.linkedin_url = job.linkedin_url
        where not {{ is_swept }}
        group by job.linkedin_url, job.source_id
    )

    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        newest.workflow_slug,
        newest.linkedin_url as entity_key,
        newest.received_at as since
    from newest
    left join known on newest.linkedin_url = known.linkedin_url and newest.record_id = known.source_id
    where coalesce(known.jobs, 0) <> newest.experience_count and coalesce(known.jobs, 0) <> {{ different_jobs('newest') }}
{%- endmacro %}
