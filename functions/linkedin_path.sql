declare
    url text := split_part(split_part(btrim(left(value, 4000), {{ white_space_characters() }}), '?', 1), '#', 1);
    host text;
begin
    if url !~* 'linkedin\.com' then
        return null;
    end if;
    url := regexp_replace(url, '^(?:[a-z]+:)?/*', '', 'i');
    host := lower(split_part(url, '/', 1));
    host := rtrim(regexp_replace(host, ':[0-9]*$', ''), '.');
    if host <> 'linkedin.com' and (host not like '%.linkedin.com' or host ~ '[^a-z0-9.-]') then
        return null;
    end if;
    url := regexp_replace(substr(url, position('/' in url || '/') + 1), '/+', '/', 'g');
    return regexp_replace(ltrim(url, '/'), '^(?:mwlite|organization-guest|m)/', '', 'i');
end
