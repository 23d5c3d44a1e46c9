declare
    cleaned text;
    opened text;
    part text[];
    plain numeric[];
    low numeric;
    high numeric;
begin
    plain := {{ function('plain_money_range') }}(value);
    if plain is not null then
        return plain;
    end if;
    cleaned := lower(translate(left(value, 200), E'\u2013\u2014\u2212\u00a0\u2009\u202f', '---   '));
    if translate(cleaned, '0123456789', '') = cleaned or length(cleaned) > 100 then
        return null;
    elsif cleaned like '%r\_%' and cleaned ~ '^\s*r_\d{8}\s*$' then
        -- Crunchbase codes give thousands; the next code is the end.
        cleaned := substring(cleaned from 'r_\d{8}');
        low := substr(cleaned, 3)::numeric * 1000;
        high := case low when 0 then 1e6 when 1e6 then 1e7 when 1e7 then 5e7 when 5e7 then 1e8 when 1e8 then 5e8
            when 5e8 then 1e9 when 1e9 then 1e10 end;
        return array[low, high];
    end if;
    cleaned := btrim(cleaned, {{ white_space_characters() }});
    opened := {{ function('open_range_word') }}(cleaned);
    cleaned := regexp_replace(
        cleaned,
        '(?:us|\m(?:a|c|s|r|au|ca|hk|nz))?[$€£¥₹]|\m(?:usd|eur|gbp|jpy|cad|aud|chf|inr|sek|sgd)\M'
        || '|(?<=\d),(?=\d{3}(?!\d))',
        '', 'g'
    );
    if opened <> '' then
        cleaned := regexp_replace(cleaned, '^[^\d]*|(?:\+|plus| or | and ).*$', '', 'g');
    end if;
    part := regexp_match(
        cleaned, '^ *(\d+(?:\.\d+)?) *([a-z]*)\.?(?: *(?:-|to|and) *<?(\d+(?:\.\d+)?) *([a-z]*)\.?)? *$'
    );
    if part is null or length(cleaned) > 60 then
        return null;
    end if;
    low := {{ function('parse_number') }}(part[1]) * {{ function('money_magnitude') }}(part[2]);
    if part[3] is null then
        return case
            when low is null then null
            when opened like '>%' then array[trim_scale(low), null]
            when opened like '<%' then array[0, trim_scale(low)]
            else array[trim_scale(low), trim_scale(low)]
        end;
    end if;
    high := {{ function('parse_number') }}(part[3]) * {{ function('money_magnitude') }}(part[4]);
    -- '10-25M' is 10M to 25M.
    if part[2] = '' and low * {{ function('money_magnitude') }}(part[4]) <= high then
        low := low * {{ function('money_magnitude') }}(part[4]);
    end if;
    return case when low <= high then array[trim_scale(low), trim_scale(high)] end;
end
