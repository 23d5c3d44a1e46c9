declare
    key text := lower(normalize({{ function('clean_line') }}(left(value, 2000)), nfkc));
begin
    key := {{ function('clean_line') }}(lower(normalize(key, nfkc)));
    key := {{ function('clean_line') }}(lower(normalize(key, nfkc)));
    return case when length(key) <= 400 then key end;
end
