declare
    url text := {{ function('clean_text') }}(split_part({{ function('clean_text') }}(left(value, 8000)), '#', 1));
    scheme text := 'https';
    authority text;
    path text;
    query text;
begin
    if lower(left(url, 8)) like any (array['http://%', 'https://%']) then
        scheme := lower(split_part(url, '://', 1));
        url := substr(url, length(scheme) + 4);
    elsif url like '//%' then
        url := substr(url, 3);
    elsif url like '%://%' and translate(split_part(url, '://', 1), '/?.', '') = split_part(url, '://', 1) then
        return null;
    end if;
    authority := lower(split_part(split_part(url, '?', 1), '/', 1));
    path := substr(split_part(url, '?', 1), length(split_part(split_part(url, '?', 1), '/', 1)) + 1);
    if authority like '%@%'
        or {{ function('normalize_domain') }}('http://' || authority) is null
    then
        return null;
    end if;
    if authority like any (array['%:', case scheme when 'https' then '%:443' else '%:80' end]) then
        authority := split_part(authority, ':', 1);
    end if;
    query := {{ function('clean_query') }}(substr(url, length(split_part(url, '?', 1)) + 2));
    url := scheme || '://' || authority || rtrim(path, '/') || coalesce('?' || query, '');
    url := replace(url, ' ', '%20');
    if length(url) > 500 or url ~ '[\u0001-\u0020\u007f-\u00a0\u2000-\u200b\u2028\u2029\u3000\ufeff<>"]' then
        return null;
    end if;
    return url;
end
