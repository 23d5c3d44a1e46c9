select
    case
        when jsonb_typeof(answer) = 'array' or {{ function('json_array') }}(answer) <> '[]'
            then {{ function('json_objects') }}(answer)
        when opened.answer_object = '{}' then '[]'::jsonb
        when opened.answer_object ?| opened.list_names
            then {{ function('json_objects') }}(
                coalesce({{ function('json_at') }}(opened.answer_object, opened.list_names), 'null')
            )
        -- The provider's own answer: technologies of each path of the site, newer form and older form.
        when opened.answer_object ?| array['Results', 'Paths']
            then
                jsonb_path_query_array(
                    opened.answer_object,
                    'lax $.Results[*].Result.Paths[*].Technologies[*] ? (@.type() == "object")'
                )
                || jsonb_path_query_array(
                    opened.answer_object, 'lax $.Paths[*].Technologies[*] ? (@.type() == "object")'
                )
    end
from (
    select
        {{ function('json_object') }}(answer) as answer_object,
        array['matchesFound', 'MatchesFound', 'matches_found', 'technologies', 'Technologies'] as list_names
) as opened
