declare
    email text := lower(btrim(left(value, 1000), {{ white_space_characters() }}));
begin
    if email not like '%_@_%' then
        return null;
    end if;
    email := ltrim(email, '<');
    while email like 'mailto:%' loop
        email := ltrim(substr(email, 8));
    end loop;
    email := btrim(email, E'> .\t');
    if length(email) > 254
        or length(split_part(email, '@', 1)) not between 1 and 64
        or email like '%@%@%'
        or email ~ (
            '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f'
            || '\u205f-\u206f\u3000\ufeff"(),:;<>\[\\\]/?#]'
        )
        or {{ function('normalize_domain') }}(split_part(email, '@', 2)) is null
    then
        return null;
    end if;
    return email;
end
