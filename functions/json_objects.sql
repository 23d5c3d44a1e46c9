-- What is neither a list nor its only entry nor blank gives null, so that what cannot be read is never taken for none.
-- An object of nothing but objects is no entry but a directory; one of nothing but a message is none.
select
    case
        when jsonb_typeof(value) = 'array' then jsonb_path_query_array(value, 'lax $[*][*][*] ? (@.type() == "object")')
        when jsonb_typeof(value) = 'null' then '[]'::jsonb
        when jsonb_typeof(value) = 'string' and coalesce({{ function('json_text') }}(value), '[]') = '[]'
            then '[]'::jsonb
        when {{ function('json_array') }}(value) <> '[]'
            then jsonb_path_query_array(
                {{ function('json_array') }}(value), 'lax $[*][*][*] ? (@.type() == "object")'
            )
        when
            jsonb_path_exists(
                {{ function('json_object') }}(value) - array['message', 'error', 'errors', 'success'],
                'strict $.* ? (@.type() == "string" || @.type() == "number" || @.type() == "boolean")'
            )
            then '[]'::jsonb || {{ function('json_object') }}(value)
    end
