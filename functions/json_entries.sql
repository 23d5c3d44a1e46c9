-- A list of one is sent as its only entry by what makes JSON out of other formats. Neither a query of its own nor a
-- function that is not immutable: so it becomes part of the statement that calls it, as often as a profile has lists.
select
    case
        when jsonb_typeof(value) = 'array' then value
        when {{ function('json_object') }}(value) <> '{}' then '[]'::jsonb || {{ function('json_object') }}(value)
        else {{ function('json_array') }}(value)
    end
