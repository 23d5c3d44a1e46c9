{%- set plan = plan_window(['extracted__person_profile']) -%}
{%- set missing = incomplete('parent.education_count', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with profile as (
    {{ news_of_parent('extracted__person_profile', 'person_profile', 'linkedin_url', plan, missing) }}
),

school as (
    select
        profile.*,
        (listed.position - 1)::integer as education_order,
        {{ function('clean_line') }}({{ text_of('listed.element', 'school_name') }}) as school_name,
        {{ text_of('listed.element', 'degree') }} as degree,
        {{ text_of('listed.element', 'field_of_study') }} as field_of_study,
        {{ text_of('listed.element', 'grade') }} as grade,
        {{ text_of('listed.element', 'activities') }} as activities,
        {{ function('stated_date') }}(listed.element -> 'start_date') as start_date_text,
        {{ function('stated_date') }}(listed.element -> 'end_date') as end_date_text
    from profile
    cross join
        lateral jsonb_array_elements({{ function('json_entries') }}(profile.doc -> 'education'))
        with ordinality as listed (element, position)
    where {{ names_a_school('listed.element') }}
)

select
    entity_key,
    record_id,
    education_order,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    linkedin_url,
    school_name,
    degree,
    field_of_study,
    grade,
    activities,
    {{ function('parse_partial_date') }}(start_date_text) as start_date,
    {{ function('partial_date_precision') }}(start_date_text) as start_date_precision,
    {{ function('parse_partial_date') }}(end_date_text) as end_date,
    {{ function('partial_date_precision') }}(end_date_text) as end_date_precision,
    {{ generation(plan) }} as changed_in
from school
