declare
    key text := {{ function('clean_line') }}(lower(normalize(left(value, 100000), nfc)));
begin
    key := {{ function('clean_line') }}(normalize(lower(normalize(key, nfc)), nfc));
    return case when length(key) > 300 then left(key, 260) || '#' || md5(key) else key end;
end
