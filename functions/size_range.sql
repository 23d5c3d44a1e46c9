declare
    cleaned text;
    opened text;
    part text[];
    plain int[];
    low int;
    high int;
begin
    plain := {{ function('plain_size_range') }}(value);
    if plain is not null then
        return plain;
    end if;
    cleaned := lower(translate(left(value, 200), E'\u2013\u2014\u2212\u00a0\u2009\u202f', '---   '));
    cleaned := btrim(cleaned, {{ white_space_characters() }});
    if cleaned in (
        'self-employed', 'self employed', 'selfemployed', 'myself only', 'just me', 'freelancer', 'solo'
    ) then
        return array[1, 1];
    elsif translate(cleaned, '0123456789', '') = cleaned or length(cleaned) > 100 then
        return null;
    elsif cleaned like 'c\_%' then
        part := regexp_match(cleaned, '^c_(\d{1,9})_(\d{1,9}|max)$');
    elsif left(cleaned, 1) = '{' then
        part[1] := substring(cleaned from '"(?:start|min|from)" *: *"?(\d{1,9})[^\d]');
        part[2] := coalesce(substring(cleaned from '"(?:end|max|to)" *: *"?(\d{1,9})[^\d]'), 'max');
        if part[1] is null and part[2] <> 'max' then
            part[1] := '0';
        end if;
    else
        opened := {{ function('open_range_word') }}(cleaned);
        -- What people add: '100-200.', 'around 10 employees', '1-50 (as of 2020)'.
        cleaned := regexp_replace(cleaned, '^(?:around|about|approximately|approx\.?|roughly|circa|ca\.|~) *', '');
        cleaned := regexp_replace(cleaned, '(\d *[km+]?) *(?:employees *)?\([^()]*\)\.?$', '\1');
        cleaned := regexp_replace(
            rtrim(cleaned, '. '), '\m(?:employees?|people|staff|persons?|(?:team )?members|teammates|ftes?)\M|[()]', '', 'g'
        );
        -- Apollo writes a pair with a comma; three of its pairs look like thousands.
        if cleaned not in ('51,100', '101,200', '201,500', '101,250', '251,500') then
            cleaned := regexp_replace(cleaned, '(?<=\d)[,. ](?=\d{3}(?!\d))', '', 'g');
        end if;
        if opened <> '' then
            cleaned := regexp_replace(cleaned, '^[^\d]*|(?:\+|plus| or | and ).*$', '', 'g');
        end if;
        part := regexp_match(cleaned, '^ *([\d.]+[km]?)(?: *(?:-|to|and|,) *([\d.]+[km]?))? *$');
    end if;
    low := {{ function('size_number') }}(part[1]);
    high := {{ function('size_number') }}(part[2]);
    return case
        when low is null or (part[2] is not null and part[2] <> 'max' and high is null) then null
        when part[2] = 'max' or part[2] is null and opened = '>=' then array[low, null]
        when part[2] is not null then case when low <= high then array[low, high] end
        when opened = '>' then array[low + 1, null]
        when opened = '<=' then array[least(1, low), low]
        when opened = '<' then array[least(1, greatest(low - 1, 0)), greatest(low - 1, 0)]
        else array[low, low]
    end;
end
