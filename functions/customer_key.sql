declare
    key text := lower({{ function('clean_line') }}(left(value, 100000)));
begin
    if octet_length(key) <> length(key) then
        key := normalize(lower(normalize(key, nfc)), nfc);
        key := {{ function('clean_line') }}(normalize(lower(key), nfc));
    end if;
    -- 'Trudy’s' and 'Trudy's' are one name, whichever a sender's editor wrote.
    key := translate(key, {{ apostrophes() }}, '''''''''''');
    return case when length(key) > 300 then left(key, 260) || '#' || md5(key) else key end;
end
