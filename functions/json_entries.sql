-- A list of one is sent as its only entry by what makes JSON out of other formats.
select
    case
        when jsonb_typeof(value) = 'array' then value
        when single.entry <> '{}' then jsonb_build_array(single.entry)
        else {{ function('json_array') }}(value)
    end
from (select {{ function('json_object') }}(value) as entry) as single
