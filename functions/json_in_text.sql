-- One pass over the text: quotes part it into what stands in JSON strings and what does not, so that braces and commas
-- within strings count for nothing. A comma before a closing bracket is held back and dropped.
declare
    cleaned text := btrim(left(value, 1000000), {{ white_space_characters() }});
    parsed jsonb;
    piece text;
    letter text;
    opened text := '';
    depth integer := 0;
    in_string boolean := false;
    held text := '';
    kept text[];
begin
    if left(cleaned, 1) in ('{', '[', '"') then
        parsed := {{ function('try_jsonb') }}(cleaned);
        if jsonb_typeof(parsed) in ('object', 'array') then
            return parsed;
        end if;
        cleaned := coalesce(parsed #>> '{}', cleaned);
    end if;
    if cleaned is null or position('{' in cleaned) = 0 or position('}' in cleaned) = 0 then
        return null;
    end if;
    -- Most answers are one object in code fences.
    opened := split_part(cleaned, '{', 1);
    if position('[' in opened) = 0 then
        parsed := {{ function('try_jsonb') }}(
            substr(
                cleaned,
                length(opened) + 1,
                greatest(length(cleaned) - length(opened) - length(split_part(cleaned, '}', -1)), 0)
            )
        );
        if jsonb_typeof(parsed) = 'object' then
            return parsed;
        end if;
    end if;
    opened := '';
    foreach piece in array string_to_array(left(cleaned, 200000), '"') loop
        if in_string then
            -- JSON has no raw line breaks in strings, models write them.
            if piece ~ '[\u0001-\u001f]' then
                piece := regexp_replace(replace(replace(piece, E'\n', '\n'), E'\t', '\t'), '[\u0001-\u001f]', ' ', 'g');
            end if;
            kept := array_append(kept, piece || '"');
            in_string := (length(piece) - length(rtrim(piece, '\'))) % 2 = 1;
            continue;
        end if;
        foreach letter in array string_to_array(piece, null) loop
            if depth = 0 then
                -- What opens an object is a brace with a quote after it; a bracket before it opens a list.
                opened := case
                    when letter = '[' then letter
                    when letter = '{' then case when opened = '[' then opened else '' end || letter
                    when letter in (' ', E'\t', E'\r', E'\n') then opened
                    else ''
                end;
                continue;
            end if;
            if letter = ',' or held <> '' and letter in (' ', E'\t', E'\r', E'\n') then
                held := held || letter;
                continue;
            end if;
            if letter in ('}', ']') then
                held := ltrim(held, ',');
                depth := depth - 1;
            elsif letter in ('{', '[') then
                depth := depth + 1;
            end if;
            kept := array_append(kept, held || letter);
            held := '';
            if depth = 0 then
                parsed := {{ function('try_jsonb') }}(array_to_string(kept, ''));
                if jsonb_typeof(parsed) in ('object', 'array') then
                    return parsed;
                end if;
                opened := '';
            end if;
        end loop;
        if depth = 0 and opened in ('{', '[{') then
            kept := array[opened];
            depth := length(opened);
        end if;
        if depth > 0 then
            kept := array_append(kept, held || '"');
            held := '';
            in_string := true;
        end if;
    end loop;
    return null;
end
