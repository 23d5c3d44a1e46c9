select
    case
        when jsonb_typeof(answer) = 'array' or {{ function('json_array') }}(answer) <> '[]'
            then {{ function('json_objects') }}(answer)
        when opened.answer_object = '{}' then '[]'::jsonb
        when opened.answer_object ?| array['ads', 'results']
            then {{ function('json_objects') }}(
                coalesce({{ function('json_at') }}(opened.answer_object, array['ads', 'results']), 'null')
            )
    end
from (select {{ function('json_object') }}(answer) as answer_object) as opened
