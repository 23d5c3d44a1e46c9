declare
    path text;
    step text;
    found_value jsonb;
begin
    foreach path in array paths loop
        found_value := body;
        foreach step in array string_to_array(path, '.') loop
            if jsonb_typeof(found_value) = 'string' then
                found_value := {{ function('json_object') }}(found_value);
            end if;
            found_value := found_value -> step;
            exit when found_value is null;
        end loop;
        case jsonb_typeof(found_value)
            when 'null' then continue;
            when 'string' then
                if {{ function('clean_text') }}(found_value #>> '{}') is not null then
                    return found_value;
                end if;
            else
                if found_value is not null then
                    return found_value;
                end if;
        end case;
    end loop;
    return null;
end
