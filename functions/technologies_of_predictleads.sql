select
    case
        when jsonb_typeof(answer) = 'array' or {{ function('json_array') }}(answer) <> '[]'
            then {{ function('json_objects') }}(answer)
        when opened.answer_object = '{}' then '[]'::jsonb
        when opened.answer_object ?| array['technologies', 'Technologies']
            then {{ function('json_objects') }}(
                coalesce(
                    {{ function('json_at') }}(opened.answer_object, array['technologies', 'Technologies']), 'null'
                )
            )
        -- The provider's own JSON:API: a detection names its technology by id, what it is called is in `included`.
        when opened.answer_object ? 'data' or opened.answer_object ->> 'type' = 'technology_detection'
            then (
                select
                    coalesce(
                        jsonb_agg(
                            coalesce(
                                jsonb_path_query_first(
                                    opened.answer_object,
                                    'lax $.included[*] ? (@.type == "technology" && @.id == $id).attributes'
                                    ' ? (@.type() == "object")',
                                    jsonb_build_object('id', detection.element #> '{relationships,technology,data,id}')
                                ),
                                '{}'
                            ) || coalesce({{ function('json_object') }}(detection.element -> 'attributes'), '{}')
                            order by detection.place
                        ),
                        '[]'
                    )
                from jsonb_path_query(
                    coalesce(opened.answer_object -> 'data', opened.answer_object),
                    'lax $[*] ? (@.type() == "object")'
                ) with ordinality as detection (element, place)
            )
    end
from (select {{ function('json_object') }}(answer) as answer_object) as opened
