declare
    -- Inner zero-width spaces go; joiners stay, because scripts and emoji need them inside a word.
    line text := btrim(translate(value, E'\u200b\u2060\ufeff', ''), {{ white_space_characters() }});
begin
    if line ~ '[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|  ' then
        line := regexp_replace(
            line, '[ \u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'
        );
    end if;
    return case when lower(left(line, 5)) in ('', 'null') then null else line end;
end
