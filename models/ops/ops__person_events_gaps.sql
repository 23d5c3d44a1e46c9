-- What should be told by core.person_events: events of careers, delivered signals, and what is seen since a profile.
-- All are derived once more, so only a sweep compares them, and a check while a gap of this table is open.
with sighting as (
    {{ person_sightings() }}
),

pair as (
    {{ sighted_pairs('sighting') }}
),

change as (
    {{ observed_changes('pair') }}
),

spoken as (
    select
        {{ person_of('job.linkedin_url') }} as linkedin_url,
        max((job.observed_at at time zone 'UTC')::date) as observed_on
    from {{ ref('extracted__person_experience') }} as job
    {{ join_person('job.linkedin_url') }}
    group by {{ person_of('job.linkedin_url') }}
),

told as (
    {{ career_members() }}
    union all
    {{ signal_members() }}
    union all
    {{ observed_members('change', 'spoken') }}
),

known as (
    select
        linkedin_url,
        jsonb_array_elements_text(member_ids)::uuid as member_id
    from {{ ref('core__person_events') }}
)

select
    'core.person_events' as core_table,
    case told.origin
        when 'signal' then 'extracted.signal_events'
        when 'work_history' then 'extracted.person_experience'
        else registry.extracted_table
    end as extracted_table,
    told.workflow_slug,
    told.linkedin_url as entity_key,
    told.observed_at as since
from told
left join known on told.linkedin_url = known.linkedin_url and told.member_id = known.member_id
left join {{ ref('enrichment_workflow_registry') }} as registry on told.workflow_slug = registry.workflow_slug
where ops.is_gap_sweep('core.person_events', '') and told.may_stand and known.member_id is null
