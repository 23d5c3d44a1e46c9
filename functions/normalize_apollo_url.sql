declare
    path text := btrim(left(value, 1000), {{ white_space_characters() }});
    kind text;
    id text;
begin
    if lower(path) not like '%app.apollo.io/%' then
        return null;
    end if;
    path := ltrim(substr(path, position('app.apollo.io/' in lower(path)) + 14), '#/');
    kind := lower(split_part(path, '/', 1));
    id := split_part(split_part(split_part(path, '/', 2), '?', 1), '#', 1);
    if kind not in ('organizations', 'accounts', 'people', 'contacts')
        or length(id) not between 1 and 100
        or translate(lower(id), 'abcdefghijklmnopqrstuvwxyz0123456789_-', '') <> ''
    then
        return null;
    end if;
    return 'https://app.apollo.io/#/' || kind || '/' || id;
end
