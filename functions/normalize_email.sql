declare
    email text := lower(btrim(left(value, 1000), {{ white_space_characters() }}));
begin
    if email not like '%_@_%' then
        return null;
    end if;
    email := btrim(regexp_replace(email, '^<?(?:mailto:)*', ''), E'> .\t');
    if length(email) > 254
        or email !~ '^[^@]{1,64}@[^@]+$'
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
