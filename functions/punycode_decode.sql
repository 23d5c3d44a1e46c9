-- RFC 3492, section 6.2. Whatever is not the punycode of a text beyond ASCII comes back as it was.
declare
    digits text := lower(substr(label, 5));
    decoded text := '';
    delimiter_at int;
    code bigint := 128;
    place bigint := 0;
    bias int := 72;
    old_place bigint;
    weight bigint;
    k int;
    digit int;
    threshold int;
    delta bigint;
    points int;
begin
    if lower(left(label, 4)) <> 'xn--' or length(label) > 63 or digits !~ '^[a-z0-9-]*[a-z0-9]$' then
        return label;
    end if;
    delimiter_at := length(digits) - position('-' in reverse(digits)) + 1;
    if delimiter_at <= length(digits) then
        decoded := left(digits, delimiter_at - 1);
        digits := substr(digits, delimiter_at + 1);
    end if;
    while digits <> '' loop
        old_place := place;
        weight := 1;
        k := 36;
        loop
            if digits = '' then
                return label;
            end if;
            digit := position(left(digits, 1) in 'abcdefghijklmnopqrstuvwxyz0123456789') - 1;
            digits := substr(digits, 2);
            place := place + digit * weight;
            threshold := greatest(1, least(26, k - bias));
            exit when digit < threshold;
            weight := weight * (36 - threshold);
            k := k + 36;
            if place > 100000000 or weight > 100000000 then
                return label;
            end if;
        end loop;
        points := length(decoded) + 1;
        delta := (place - old_place) / case when old_place = 0 then 700 else 2 end;
        delta := delta + delta / points;
        k := 0;
        while delta > 455 loop
            delta := delta / 35;
            k := k + 36;
        end loop;
        bias := k + (36 * delta / (delta + 38))::int;
        code := code + place / points;
        place := place % points;
        if code > 1114111 or code between 55296 and 57343 then
            return label;
        end if;
        decoded := left(decoded, place::int) || chr(code::int) || substr(decoded, place::int + 1);
        place := place + 1;
    end loop;
    return case when octet_length(decoded) = length(decoded) then label else decoded end;
end
