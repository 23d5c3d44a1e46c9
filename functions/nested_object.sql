declare
    name text;
    found_value jsonb;
    empty_value jsonb;
begin
    foreach name in array names loop
        found_value := {{ function('json_object') }}(body -> name);
        if found_value is null and body ->> name like '%```%' then
            found_value := {{ function('json_object') }}({{ function('json_in_text') }}(body ->> name));
        end if;
        -- An object may be written as a list of one.
        if found_value is null and jsonb_array_length({{ function('json_array') }}(body -> name)) = 1 then
            found_value := {{ function('json_object') }}({{ function('json_array') }}(body -> name) -> 0);
        end if;
        -- Of two envelopes the one that says something: what a sender leaves empty has its keys too.
        if found_value <> '{}'::jsonb and (
            cardinality(names) = 1
            or jsonb_path_exists(
                found_value,
                '$.** ? (@.type() == "number" || @.type() == "boolean" || @.type() == "string" && @ != "")'
            )
        ) then
            return found_value;
        end if;
        empty_value := coalesce(empty_value, found_value);
    end loop;
    return empty_value;
end
