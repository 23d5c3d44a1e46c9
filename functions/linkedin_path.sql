declare
    path text := split_part(split_part(btrim(left(value, 4000), {{ white_space_characters() }}), '?', 1), '#', 1);
    host text;
begin
    if lower(path) not like '%linkedin.com%' then
        return null;
    end if;
    if path like '%://%' and translate(lower(split_part(path, '://', 1)), 'abcdefghijklmnopqrstuvwxyz', '') = '' then
        path := substr(path, position('://' in path) + 3);
    end if;
    while path like '%//%' loop
        path := replace(path, '//', '/');
    end loop;
    path := ltrim(path, '/');
    host := lower(split_part(path, '/', 1));
    host := rtrim(split_part(host, ':', 1), '.');
    if host <> 'linkedin.com'
        and (
            host not like '%.linkedin.com'
            or translate(host, 'abcdefghijklmnopqrstuvwxyz0123456789.-', '') <> ''
        )
    then
        return null;
    end if;
    path := substr(path, length(split_part(path, '/', 1)) + 2);
    if lower(split_part(path, '/', 1)) in ('mwlite', 'organization-guest', 'm') then
        path := substr(path, length(split_part(path, '/', 1)) + 2);
    end if;
    return path;
end
