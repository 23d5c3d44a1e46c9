declare
    parsed jsonb;
begin
    case jsonb_typeof(value)
        when 'object' then return value;
        when 'string' then
            if left(ltrim(left(value #>> '{}', 100), {{ white_space_characters() }}), 1) = '{' then
                parsed := {{ function('try_jsonb') }}(btrim(value #>> '{}', {{ white_space_characters() }}));
                if jsonb_typeof(parsed) = 'object' then
                    return parsed;
                end if;
            end if;
        else null;
    end case;
    return null;
end
