-- '%25', '%2F', '%3F' and '%23' stay, because decoding them would change what a second reading finds.
declare
    escaped text := lower(value);
    decoded text;
begin
    if value not like '%\%%' then
        return value;
    end if;
    -- Well-formed UTF-8 only (Unicode, table 3-7), no NUL.
    if length(value) > 4000
        or escaped !~ (
            '^(?:[^%]|%0[1-9a-f]|%[1-7][0-9a-f]|%(?:c[2-9a-f]|d[0-9a-f])(?:%[89ab][0-9a-f])'
            || '|%e0%[ab][0-9a-f]%[89ab][0-9a-f]|%(?:e[1-9abcef])%[89ab][0-9a-f]%[89ab][0-9a-f]'
            || '|%ed%[89][0-9a-f]%[89ab][0-9a-f]'
            || '|%f0%[9ab][0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f]|%f[123]%[89ab][0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f]'
            || '|%f4%8[0-9a-f]%[89ab][0-9a-f]%[89ab][0-9a-f])*$'
        )
    then
        return escaped;
    end if;
    select
        convert_from(
            decode(
                string_agg(
                    case
                        when lower(part[1]) in ('%25', '%2f', '%3f', '%23')
                            then encode(convert_to(lower(part[1]), 'UTF8'), 'hex')
                        when part[1] like '\%%' then substr(part[1], 2)
                        else encode(convert_to(part[1], 'UTF8'), 'hex')
                    end,
                    '' order by position_
                ),
                'hex'
            ),
            'UTF8'
        )
    into decoded
    from regexp_matches(value, '%[0-9A-Fa-f]{2}|[^%]+', 'g') with ordinality as parts (part, position_);
    return decoded;
end
