-- 'jan 2020', 'january 15, 2026', '15 jan 2026', 'jan. 15th 2026', '15-jan-2026'.
declare
    part text[] := regexp_match(
        translate(value, ',.-/', '    '),
        '^ *(?:(\d{1,2})(?:st|nd|rd|th)? +(?:of +)?)?([a-z]{3,9}) +(?:(\d{1,2})(?:st|nd|rd|th)? +)?(\d{4}) *$'
    );
    month int;
begin
    if part is null or (part[1] is not null and part[3] is not null) then
        return null;
    end if;
    month := (position(left(part[2], 3) in 'jan feb mar apr may jun jul aug sep oct nov dec') + 3) / 4;
    if part[2] <> 'sept' and (
        month = 0
        or split_part(
            'january february march april may june july august september october november december', ' ', month
        ) not like part[2] || '%'
    ) then
        return null;
    end if;
    return {{ function('partial_date_of_parts') }}(part[4], month::text, coalesce(part[1], part[3]));
end
