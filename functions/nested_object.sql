declare
    name text;
    found_value jsonb;
begin
    foreach name in array names loop
        found_value := {{ function('json_object') }}(body -> name);
        if found_value is not null then
            return found_value;
        end if;
    end loop;
    return null;
end
