declare
    cleaned text := left(value, 200);
    sign text := '';
    number numeric;
begin
    if translate(cleaned, '0123456789', '') = '' and length(cleaned) between 1 and 40 then
        return cleaned::numeric;
    end if;
    cleaned := btrim(translate(cleaned, E'\u2212\u2019''', '-,,'), {{ white_space_characters() }});
    if length(cleaned) > 60 or translate(cleaned, '0123456789', '') = cleaned then
        return null;
    end if;
    if left(cleaned, 1) in ('+', '-') then
        sign := left(cleaned, 1);
        cleaned := substr(cleaned, 2);
    end if;
    cleaned := btrim(rtrim(cleaned, '+'), E' $€£¥₹\u00a0\u2007\u2009\u202f');
    if sign = '' and left(cleaned, 1) in ('+', '-') then
        sign := left(cleaned, 1);
        cleaned := substr(cleaned, 2);
    end if;
    cleaned := translate(cleaned, E'\u00a0\u2007\u2009\u202f', '    ');
    -- Commas and spaces count only where they part thousands: '12,5' is not 125.
    if cleaned like '%,%' or cleaned like '% %' then
        if cleaned !~ '^\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?: \d{3})+)(?:\.\d*)?$' then
            return null;
        end if;
        cleaned := translate(cleaned, ', ', '');
    end if;
    if length(cleaned) > 41
        or translate(cleaned, '0123456789', '') not in ('', '.')
        and cleaned !~* '^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$'
        or cleaned = '.'
    then
        return null;
    end if;
    number := (sign || cleaned)::numeric;
    return case when abs(number) < 1e40 and scale(number) <= 40 then number end;
end
