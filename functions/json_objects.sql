-- A value that is neither a list nor blank gives null, so that what cannot be read is never taken for an empty list.
select
    case
        when jsonb_typeof(value) = 'array' or list.parsed <> '[]'
            then jsonb_path_query_array(list.parsed, 'lax $[*][*][*] ? (@.type() == "object")')
        when jsonb_typeof(value) = 'null' then '[]'::jsonb
        when jsonb_typeof(value) = 'string' and coalesce({{ function('json_text') }}(value), '[]') = '[]'
            then '[]'::jsonb
    end
from (select {{ function('json_array') }}(value) as parsed) as list
