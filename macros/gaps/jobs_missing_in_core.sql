{% macro jobs_missing_in_core(core) -%}
    {#- Persons of whom a table of core, one row per job, has not all jobs: the newest profile of a person, by any address,
        says how many it names; that many rows of it have to be there. -#}
    with newest as (
        select distinct on ({{ person_of('profile.linkedin_url') }})
            {{ person_of('profile.linkedin_url') }} as linkedin_url,
            profile.record_id,
            profile.workflow_slug,
            profile.received_at,
            profile.experience_count
        from {{ ref('extracted__person_profile') }} as profile
        {{ join_person('profile.linkedin_url') }}
        where profile.rejected_reason is null and profile.experience_count > 0
        order by {{ person_of('profile.linkedin_url') }}, profile.observed_at desc, profile.record_id desc
    ),

    known as (
        select
            linkedin_url,
            source_id,
            count(*) as jobs
        from {{ ref(core) }}
        group by linkedin_url, source_id
    )

    select
        '{{ core | replace("__", ".") }}' as core_table,
        'extracted.person_profile' as extracted_table,
        newest.workflow_slug,
        newest.linkedin_url as entity_key,
        newest.received_at as since
    from newest
    left join known on newest.linkedin_url = known.linkedin_url and newest.record_id = known.source_id
    where coalesce(known.jobs, 0) <> newest.experience_count
{%- endmacro %}
