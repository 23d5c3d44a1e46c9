declare
    cleaned text := left(value, 200);
    number numeric;
begin
    if translate(cleaned, '0123456789', '') = '' and length(cleaned) between 1 and 40 then
        return cleaned::numeric;
    end if;
    cleaned := btrim(cleaned, {{ white_space_characters() }});
    if cleaned !~ '\d' or length(cleaned) > 60 then
        return null;
    end if;
    cleaned := translate(cleaned, E'\u00a0\u2007\u2009\u202f\u2212\u2019''', '    -,,');
    cleaned := regexp_replace(cleaned, '^([+-]?) *[$€£¥₹]? *([+-]?)', '\1\2');
    cleaned := regexp_replace(cleaned, ' *[$€£¥₹]?\+?$', '');
    -- Commas and spaces count only where they part thousands: '12,5' is not 125.
    if cleaned ~ '^[+-]?\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?: \d{3})+)(?:\.\d*)?$' then
        cleaned := translate(cleaned, ', ', '');
    end if;
    if length(cleaned) > 42 or cleaned !~* '^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$' then
        return null;
    end if;
    number := cleaned::numeric;
    return case when abs(number) < 1e40 and scale(number) <= 40 then number end;
end
