declare
    parsed jsonb;
begin
    if value is null then
        return null;
    end if;
    case jsonb_typeof(value)
        when 'array' then return value;
        when 'string' then
            if left(ltrim(left(value #>> '{}', 100), {{ white_space_characters() }}), 1) = '[' then
                parsed := {{ function('try_jsonb') }}(btrim(value #>> '{}', {{ white_space_characters() }}));
                if jsonb_typeof(parsed) = 'array' then
                    return parsed;
                end if;
            elsif value #>> '{}' like '%```%[%' then
                parsed := {{ function('json_in_text') }}(value #>> '{}');
                if jsonb_typeof(parsed) = 'array' then
                    return parsed;
                end if;
            end if;
        else null;
    end case;
    return '[]'::jsonb;
end
