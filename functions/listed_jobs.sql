with opened as (
    select {{ function('json_object') }}(answer) as answer_object
),

found as (
    select
        case
            when jsonb_typeof(answer -> 0 -> 'jobPostData') = 'object'
                then jsonb_path_query_array(answer, '$[*].jobPostData ? (@.type() == "object")')
            when jsonb_typeof(answer) = 'array' or {{ function('json_array') }}(answer) <> '[]'
                then {{ function('json_objects') }}(answer)
            when {{ function('nested_object') }}(opened.answer_object, array['jobPostData', 'attributes']) is not null
                then jsonb_build_array(
                    {{ function('nested_object') }}(opened.answer_object, array['jobPostData', 'attributes'])
                )
            when opened.answer_object ?| array['jobs', 'results', 'organization_job_postings']
                then {{ function('json_objects') }}(
                    coalesce(
                        {{ function('json_at') }}(
                            opened.answer_object, array['jobs', 'results', 'organization_job_postings']
                        ),
                        'null'
                    )
                )
            when opened.answer_object ->> 'jobPostData' is not null
                then {{ function('json_objects') }}(opened.answer_object -> 'jobPostData')
            when opened.answer_object is not null then jsonb_build_array(opened.answer_object)
        end as jobs
    from opened
)

select found.jobs
from found
